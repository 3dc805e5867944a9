"""`act`, `amend`, `stop`, `discard`."""


def test_a_step_is_recorded_with_its_hours_and_cost(run, running):
    done = run(f"act {running} translate --hours 12,5 --cost 300 --note 'from Oulu'")

    assert done.code == 0
    assert "Translate the pages" in done.out
    assert "12.5 h" in done.out
    assert "12.5" in run(f"show {running}").out


def test_a_step_nobody_planned_is_kept_and_said_so(run, running):
    done = run(f"act {running} fair --hours 6")

    assert done.code == 0
    assert "not in the plan" in done.out


def test_a_number_of_two_readings_is_refused_without_a_terminal(run, running):
    told = run(f"act {running} translate --cost 1,234")

    assert told.code == 2
    assert "two ways" in told.err


def test_a_number_of_two_readings_is_asked_at_a_terminal(run, running):
    done = run(f"act {running} translate --cost 1,234", typed=["1"])

    assert done.code == 0


def test_a_day_ahead_is_refused(run, running):
    assert run(f"act {running} translate --on 1.1.2030").code == 2


def test_an_amendment_shows_before_and_after(run, running):
    amended = run(f"amend {running} enough 12 --reason 'customs took long'")

    assert amended.code == 0
    assert "from 15 to 12" in amended.out
    assert "Next: trialkit show" in amended.out


def test_an_amendment_without_a_reason_is_refused(run, running):
    assert run(f"amend {running} enough 12").code == 1


def test_at_a_terminal_the_reason_is_asked(run, running):
    assert run(f"amend {running} enough 12", typed=["customs"]).code == 0


def test_an_unknown_field_is_a_sentence(run, running):
    assert run(f"amend {running} nothing 12 --reason why").code == 2


def test_a_stopped_trial_still_makes_a_case(run, running):
    stopped = run(f"stop {running} --reason 'supplier closed'")

    assert stopped.code == 0
    assert "Next: trialkit case" in stopped.out
    assert "stopped" in run("list").out


def test_a_draft_is_discarded_after_one_more_question(run, draft):
    kept = run(f"discard {draft}", typed=["n"])
    gone = run(f"discard {draft}", typed=["y"])

    assert "Nothing was changed" in kept.out
    assert gone.code == 0
    assert "Villapaja" not in run("list").out


def test_a_running_trial_is_not_discarded(run, running):
    told = run(f"discard {running} --yes")

    assert told.code == 1
    assert told.err.strip()


def test_a_day_is_amended_as_it_is_written_in_finland(run, running):
    amended = run(f"amend {running} ends_on 31.5.2026 --reason 'customs took long'")

    assert amended.code == 0, amended.err
    assert "to 2026-05-31" in amended.out
