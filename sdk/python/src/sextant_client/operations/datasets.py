"""Operations on datasets."""

from .._api.api.datasets import (
    delete_dataset as delete_dataset,
    get_dataset as get_dataset,
    import_dataset as import_dataset,
    list_datasets as list_datasets,
    profile_dataset as profile_dataset,
    upload_dataset as upload_dataset,
)
