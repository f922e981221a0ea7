"""Runs Schemathesis on a county that is up: with a token of each role, on the description it gives.

Makes a case, a key period and the like first and names them in the description, as examples of
the parameters that would else meet nothing but 404.
"""

import base64
import concurrent.futures
import json
import pathlib
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

# A dispatcher and so on; whoever may delete comes when they are done.
ROLES = ["county-demo", "county-handler", "county-verifier", "county-reporter"]
ADMIN = "province-admin"
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "allow_header_conformance",
    "unsupported_method",
    "ignored_auth",
]
GRID = "540328101201001"

work = pathlib.Path(sys.argv[1])
seed = sys.argv[2]
gateway = json.loads((work / "data/ports.json").read_text())["gateway"]["url"]


def call(method, path, body=None, **headers):
    data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    if data is not None:
        headers.setdefault("Content-Type", "application/json")
    request = urllib.request.Request(gateway + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refused:
        sys.exit(f"{method} {path}: {refused.code} {refused.read().decode()}")


def token(client):
    basic = base64.b64encode(f"{client}:{client}-secret".encode()).decode()
    form = urllib.parse.urlencode({"grant_type": "client_credentials"}).encode()
    return call(
        "POST",
        "/oauth2/token",
        form,
        Authorization=f"Basic {basic}",
        Content_Type="application/x-www-form-urlencoded",
    )["access_token"]


def made():
    """Addresses of what there is now, and what stands for their variables."""
    desk = {"Authorization": f"Bearer {token('county-demo')}"}
    admin = {"Authorization": f"Bearer {token('province-admin')}"}
    member = call("GET", f"/api/v1/members?within={GRID}&limit=1", **admin)["items"][0]["code"]
    in_days = lambda days: time.strftime("%Y-%m-%d", time.localtime(time.time() + 86400 * days))
    case = call(
        "POST",
        "/api/v1/cases",
        {"kind": "REQUEST", "title": "水管坏了", "location": {"lng": 98.6, "lat": 29.7}},
        **desk,
    )
    period = call(
        "POST",
        "/api/v1/key-periods",
        {
            "name": "国庆",
            "from": in_days(1),
            "to": in_days(3),
            "divisions": ["540328101201"],
            "dueBy": "17:00",
            "dutyRoster": [{"division": "540328101201", "member": member}],
        },
        **desk,
    )
    move = call(
        "POST",
        "/api/v1/seasonal-moves",
        {
            "fromGrid": GRID,
            "toGrid": "540328100001001",
            "plannedFor": in_days(2),
            "households": 3,
            "people": 12,
            "livestock": 200,
        },
        **desk,
    )
    leave = {"member": member, "from": in_days(1) + "T00:00:00+08:00"}
    leave["until"] = in_days(2) + "T00:00:00+08:00"
    leave = call("POST", "/api/v1/leaves", leave, **admin)
    alert = None
    for _ in range(60):
        alerts = call("GET", f"/api/v1/alerts?case={case['id']}", **desk)["items"]
        if alerts:
            alert = alerts[0]["id"]
            break
        time.sleep(1)
    return {
        "/api/v1/cases/{id}": case["id"],
        "/api/v1/key-periods/{id}": period["id"],
        "/api/v1/seasonal-moves/{id}": move["id"],
        "/api/v1/leaves/{code}": leave["code"],
        "/api/v1/members/{code}": member,
        "/api/v1/alerts/{id}": alert,
    }


def described(known):
    """What the county says of itself once all services do, with what is known as examples."""
    for _ in range(60):
        description = call("GET", "/openapi.json")
        if "x-unavailable" not in description:
            break
        time.sleep(2)
    else:
        sys.exit(f"Not described: {description['x-unavailable']}")
    # A stream has no end to wait for.
    del description["paths"]["/api/v1/cases:watch"]
    for path, item in description["paths"].items():
        for operation in item.values():
            for parameter in operation.get("parameters", []):
                for prefix, value in known.items():
                    variable = prefix[prefix.index("{") + 1 : -1]
                    if path.startswith(prefix) and parameter["name"] == variable and value:
                        parameter["example"] = value
                        # Good ones as often as bad ones.
                        plain = parameter["schema"]
                        parameter["schema"] = {"anyOf": [{"const": value}, plain]}
    return description


def run(client, openapi):
    """Runs it and prints what it says in one piece; true where it found nothing."""
    command = [
        str(work / "venv/bin/st"),
        "run",
        str(openapi),
        "--url",
        gateway,
        "--header",
        f"Authorization: Bearer {token(client)}",
        "--phases",
        "examples,coverage,fuzzing",
        "--checks",
        ",".join(CHECKS),
        "--max-examples",
        "8",
        "--seed",
        seed,
        # Python 3.11 reads source in one thread at a time (python/cpython#106905).
        "--workers",
        "1",
        "--no-shrink",
        "--continue-on-failure",
        "--request-timeout",
        "30",
        "--warnings",
        "off",
        "--suppress-health-check",
        "all",
    ]
    began = time.time()
    ended = subprocess.run(
        command,
        cwd=work,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    nothing = ended.returncode == 0
    print(f"\n== {client}\n{ended.stdout if not nothing else summary(ended.stdout)}")
    print(
        f"{client}: {'nothing found' if nothing else 'FINDINGS'}, {time.time() - began:.0f} s",
        flush=True,
    )
    return nothing


def summary(said):
    return said[max(0, said.find("API Operations:")) :].strip()


print(f"Schemathesis with seed {seed}", flush=True)
openapi = work / "openapi.json"
openapi.write_text(json.dumps(described(made())))
with concurrent.futures.ThreadPoolExecutor(max_workers=2) as both_cores:
    clean = dict(zip(ROLES, both_cores.map(lambda client: run(client, openapi), ROLES)))
clean[ADMIN] = run(ADMIN, openapi)
found = [client for client, nothing in clean.items() if not nothing]
if found:
    sys.exit(f"Findings with the tokens of {', '.join(found)}")
