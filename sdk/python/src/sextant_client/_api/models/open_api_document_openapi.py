from typing import Literal

OpenApiDocumentOpenapi = Literal["3.1.0"]

OPEN_API_DOCUMENT_OPENAPI_VALUES: set[OpenApiDocumentOpenapi] = {
    "3.1.0",
}


def check_open_api_document_openapi(value: str) -> OpenApiDocumentOpenapi:
    if value in OPEN_API_DOCUMENT_OPENAPI_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {OPEN_API_DOCUMENT_OPENAPI_VALUES!r}"
    )
