# SPDX-License-Identifier: GPL-3.0-or-later
"""What a second person decides: a guarded field becomes a request, the lead on another device approves it, both see it; nobody decides his own, nobody decides
offline. And the same field changed on two devices: three values on the losing one alone, settled at one stroke, and the same everywhere."""
from desk import Central, Vault, story
from protocol import Person, command


def by_number(vault, number):
    return vault.ask("customer", number)


def sync(*vaults):
    for vault in vaults:
        vault.ask("sync")


def decisions(central, rm, lead):
    number = rm.ask("customers", "--limit", "1", "--where", "kind=person")["customers"][0]["number"]
    before = by_number(rm, number)["risk"]
    grade = "C2" if before != "C2" else "C3"
    rm.ask("customer", "set", number, f"risk_tolerance={grade}", "--reason", "客户重新测评")
    assert by_number(rm, number)["risk"] == grade  # what he said is seen at once
    sync(rm, lead)
    # Asked of a second person: the value in force stands, the wanted one is shown as pending, nothing is left in the outbox.
    file = by_number(rm, number)
    assert rm.ask("outbox") == [] and file["risk"] == before
    (pending,) = file["pending_changes"]
    assert [(f["name"], f["from"], f["to"]) for f in pending["fields"]] == [("risk_tolerance", before, grade)], pending
    assert pending["reason"] == "客户重新测评" and pending["own"] and not pending["may_decide"]
    assert rm.ask("approvals", "list") == [] and [r["id"] for r in rm.ask("approvals", "list", "--mine")] == [pending["id"]]
    (waiting,) = lead.ask("approvals", "list")
    assert waiting["id"] == pending["id"] and waiting["maker"] == "rm001" and waiting["may_decide"], waiting

    # The maker does not decide: refused here, and over HTTP by another client of his.
    error = rm.refused("approve", pending["id"])
    assert error["code"] == "denied" and error["field"] == "maker", error
    own = Person(central.url, "rm001", "another client")
    (answer,) = own.push(command("change_request", pending["id"], 1, "approve"))
    assert answer["status"] == "rejected" and answer["problem"]["code"] == "same-person", answer
    assert lead.refused("reject", pending["id"])["field"] == "reason"  # a return says why

    # Without a connection there is no decision, and none is kept for later.
    central.stop()
    error = lead.refused("approve", pending["id"])
    assert error["code"] == "offline" and error["field"] == "decision", error
    assert lead.ask("outbox") == []
    central.start()
    sync(lead)
    assert [r["id"] for r in lead.ask("approvals", "list")] == [pending["id"]]

    decided = lead.ask("approve", pending["id"], "--note", "测评问卷已核对")
    assert decided["state"] == "approved", decided
    sync(rm)
    for vault in (rm, lead):
        file = by_number(vault, number)
        assert file["risk"] == grade and file["pending_changes"] == [], file["pending_changes"]
        assert vault.ask("outbox") == [] and vault.ask("check")["sound"] is True
    (mine,) = rm.ask("approvals", "list", "--mine")
    assert mine["state"] == "approved" and mine["decided_by"], mine
    assert lead.refused("approve", pending["id"])["code"] == "conflict"  # decided once

    # Returned, and taken back.
    rm.ask("customer", "set", number, f"risk_tolerance={before}")
    sync(rm, lead)
    (waiting,) = lead.ask("approvals", "list")
    assert lead.ask("reject", waiting["id"], "--reason", "缺少测评问卷")["state"] == "rejected"
    sync(rm)
    assert "缺少测评问卷" in [r.get("decision_reason") for r in rm.ask("approvals", "list", "--mine")]
    assert by_number(rm, number)["risk"] == grade
    rm.ask("customer", "set", number, f"risk_tolerance={before}")
    sync(rm, lead)
    (waiting,) = lead.ask("approvals", "list")
    assert lead.refused("withdraw", waiting["id"])["field"] == "withdraw"
    assert rm.ask("withdraw", waiting["id"])["state"] == "withdrawn"
    sync(lead)
    assert lead.ask("approvals", "list") == []


def conflicts(first, second):
    numbers = [c["number"] for c in first.ask("customers", "--limit", "4", "--where", "kind=person")["customers"]]
    for number in numbers:
        first.ask("customer", "set", number, "preferred_time=上午")
    sync(first, second)
    for number in numbers:
        first.ask("customer", "set", number, "preferred_time=周末")
        second.ask("customer", "set", number, "preferred_time=晚上")
    sync(first)
    assert second.ask("sync")["conflicts"] == len(numbers)
    assert first.ask("conflicts") == []
    inbox = second.ask("conflicts")
    for conflict in inbox:
        (field,) = conflict["fields"]
        assert (field["base"], field["mine"], field["theirs"]) == ("上午", "晚上", "周末"), field
    # One by hand and taken back, one to what it was before, the rest at one stroke.
    second.ask("resolve", inbox[0]["op_id"], "--take", "mine")
    assert len(second.ask("conflicts")) == len(numbers) - 1
    second.ask("reopen", inbox[0]["op_id"])
    assert len(second.ask("conflicts")) == len(numbers) and second.ask("outbox")[0]["state"] == "parked"
    second.ask("resolve", inbox[1]["op_id"], "--take", "base")
    second.ask("resolve", "--all", "--take", "theirs")
    assert second.ask("conflicts") == []
    sync(second, first)
    seen = {number: (by_number(first, number)["preferred_time"], by_number(second, number)["preferred_time"]) for number in numbers}
    assert sorted(seen.values()) == sorted([("上午", "上午")] + [("周末", "周末")] * (len(numbers) - 1)), seen
    assert first.ask("outbox") == second.ask("outbox") == []


def corrections(first, second):
    number = first.ask("customers", "--limit", "1", "--where", "kind=person")["customers"][0]["number"]
    # Different fields merge by themselves; what the other side had changed can be put back.
    first.ask("customer", "set", number, "remarks=喜欢面谈")
    sync(first, second)
    second.ask("customer", "set", number, "preferred_time=午休")
    first.ask("customer", "set", number, "remarks=喜欢电话")
    sync(first, second)
    merged = {row["field"]: row for row in second.ask("merged")}
    assert merged["preferred_time"]["kind"] == "mine" and merged["remarks"]["kind"] == "theirs", merged
    assert (merged["remarks"]["before"], merged["remarks"]["after"]) == ("喜欢面谈", "喜欢电话"), merged
    second.ask("undo", str(merged["remarks"]["n"]))
    sync(second, first)
    assert by_number(first, number)["remarks"] == by_number(second, number)["remarks"] == "喜欢面谈"


def work(folder):
    central = Central(folder)
    central.load()
    central.start()
    rm, other, lead = Vault(folder, "rm"), Vault(folder, "other"), Vault(folder, "lead")
    rm.enrol(central)
    other.enrol(central)
    lead.enrol(central, "lead01")
    sync(rm, other, lead)
    decisions(central, rm, lead)
    conflicts(rm, other)
    corrections(rm, other)
    assert central.stop() == 0


story(work)
