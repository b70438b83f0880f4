"""Documents."""
import json
def dumps(x): return x.opened().model_dump_json(by_alias=True, exclude_none=True, indent=2)
