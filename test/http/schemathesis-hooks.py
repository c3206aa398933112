# A request that is as the document says may still be refused for what it is about: a dataset that was deleted, bytes that are no table.
# Then the problem has a code of its own. That the request itself cannot be used (`request_invalid`) is said of two things that no
# schema can tell: a cursor that no page had, and an upload without a name.
import json

import schemathesis

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
