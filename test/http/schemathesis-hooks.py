# A request that is as the document says may still be refused for what it is about: a dataset that was deleted, bytes that are no table.
# Then the problem has a code of its own. That the request itself cannot be used (`request_invalid`) is said of two things that no
# schema can tell: a cursor that no page had, and an upload without a name.
import json

import schemathesis
from schemathesis.specs.openapi.checks import ensure_resource_availability

UNTOLD = {"/cursor", "/name"}


@schemathesis.check
def refused_for_a_reason(ctx, response, case):
    if case.meta is None or case.meta.generation.mode != schemathesis.GenerationMode.POSITIVE:
        return
    if response.status_code != 422:
        return
    problem = json.loads(response.content)
    pointers = {error["pointer"] for error in problem.get("errors", [])}
    if problem["code"] == "request_invalid" and not (pointers and pointers <= UNTOLD):
        raise AssertionError(f"a valid request is refused as {problem}")


# What was taken away is not there, also where an erasure did so, which is a POST, or where the answer that made it is given again to the same
# idempotency key.
DELETION = "DELETE /v1/datasets/{id}"
ERASURE = "POST /v1/decisions/{id}/erasure"
gone = set()


@schemathesis.hook
def after_call(ctx, case, response):
    if case.operation.label == DELETION and response.status_code == 204:
        gone.add((case.path_parameters or {}).get("id"))
    if case.operation.label == ERASURE and response.status_code == 200:
        gone.add(json.loads(response.content)["recommendationId"])


@schemathesis.check
def there_until_taken_away(ctx, response, case):
    if (case.path_parameters or {}).get("id") in gone:
        return None
    return ensure_resource_availability(ctx, response, case)
