# SPDX-License-Identifier: GPL-3.0-or-later
"""Two devices of one manager: what is written on one arrives on the other, different fields merge, the same field is a conflict that a person decides,
and a push that is repeated changes nothing."""
import json
import urllib.request

from desk import Central, PASSWORD, Vault, story


def titles(vault, number):
    file = vault.ask("customer", number)
    return [t["title"] for t in file["open_tasks"]], [t["detail"] for t in file["timeline"] if t["kind"] == "interaction"]


def request(url, body, headers):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data=data, headers=headers, method="POST")) as answer:
        return json.loads(answer.read())


def work(folder):
    central = Central(folder)
    central.load()
    central.start()
    a, b = Vault(folder, "a"), Vault(folder, "b")
    a.enrol(central)
    b.enrol(central)
    number = a.ask("customers", "--limit", "1", "--where", "kind=person")["customers"][0]["number"]

    a.ask("task", "add", "--title", "寄送资产配置方案", "--due", "2026-09-25", "--customer", number)
    b.ask("interaction", "add", "--customer", number, "--channel", "call", "--summary", "客户询问三年期大额存单", "--outcome", "interested")
    assert len(a.ask("outbox")) == 1 and len(b.ask("outbox")) == 1
    for vault in (a, b, a):
        vault.ask("sync")
    for vault in (a, b):
        tasks, talks = titles(vault, number)
        assert tasks.count("寄送资产配置方案") == 1, tasks
        assert talks.count("客户询问三年期大额存单") == 1, talks
        assert vault.ask("outbox") == []

    # Different fields of one customer, edited offline on both sides.
    a.ask("customer", "set", number, "preferred_time=工作日 15:00 后")
    b.ask("customer", "set", number, "remarks=喜欢面谈")
    for vault in (a, b, a):
        vault.ask("sync")
    for vault in (a, b):
        file = vault.ask("customer", number)
        assert file["preferred_time"] == "工作日 15:00 后" and file["remarks"] == "喜欢面谈", file["remarks"]
        assert vault.ask("conflicts") == []

    # The same field: one conflict with three values, on the device that came second only.
    a.ask("customer", "set", number, "preferred_time=上午")
    b.ask("customer", "set", number, "preferred_time=周末")
    a.ask("sync")
    assert b.ask("sync")["conflicts"] == 1
    assert a.ask("conflicts") == []
    (conflict,) = b.ask("conflicts")
    (field,) = conflict["fields"]
    assert (field["base"], field["mine"], field["theirs"]) == ("工作日 15:00 后", "周末", "上午"), field
    b.ask("resolve", conflict["op_id"], "--take", "mine")
    for vault in (b, a):
        vault.ask("sync")
    for vault in (a, b):
        assert vault.ask("customer", number)["preferred_time"] == "周末"
        assert vault.ask("conflicts") == [] and vault.ask("outbox") == []

    # The same bytes twice: the second answer is the first one again, the records stay as they are.
    token = request(central.url + "/oauth/token", b"grant_type=password&username=rm001&password=" + PASSWORD.replace(" ", "%20").encode(),
                    {"Content-Type": "application/x-www-form-urlencoded"})["access_token"]
    device = a.ask("status")["device_id"]
    customer = a.ask("customer", number)["id"]
    media = "application/vnd.zhike.sync+json;schema=1"
    headers = {"Authorization": "Bearer " + token, "Zhike-Device": device, "Content-Type": media, "Accept": media}
    op = {"n": "900", "op_id": "0192f1a0-0000-7000-8000-000000000001", "action": "create", "type": "interaction", "id": "0192f1a0-0000-7000-8000-000000000002",
          "customer_id": customer, "schema": 1, "captured_at": "2026-09-21T01:00:00.000Z",
          "data": {"customer_id": customer, "channel": "visit", "direction": "out", "occurred_at": "2026-09-21T00:30:00.000Z", "tz": "Asia/Shanghai", "subject": "拜访", "summary": "拜访"}}
    body = {"incarnation": 1, "ack_floor": "0", "cursor": None, "ops": [op]}
    first = request(central.url + "/sync/v1/push", body, headers)["results"][0]
    assert first["status"] == "applied", first
    before = central.dump()
    second = request(central.url + "/sync/v1/push", body, headers)["results"][0]
    assert second["status"] == "applied" and second.get("replayed") is True, second
    assert central.dump() == before
    changed = dict(op, data=dict(op["data"], summary="别的内容"))
    third = request(central.url + "/sync/v1/push", dict(body, ops=[changed]), headers)["results"][0]
    assert third["status"] == "rejected", third
    assert central.dump() == before

    a.ask("sync")
    for vault in (a, b):
        vault.ask("sync")
        assert vault.ask("check")["sound"] is True
    assert a.ask("customer", number)["timeline"] == b.ask("customer", number)["timeline"]
    assert central.stop() == 0


story(work)
