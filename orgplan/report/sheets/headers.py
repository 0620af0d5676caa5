"""Headers of a plan's sheets that are put together from lists, for the catalogues: columns of result tables and parts of differences."""

from orgplan.language import N_

HEADERS = (
    N_("strength"), N_("min_level"), N_("weight"), N_("covered_by"), N_("gap"), N_("if_nothing"), N_("aspect"), N_("left_side"), N_("sense"),
    N_("right_side"), N_("slack"), N_("worth"), N_("short"), N_("tolerance"), N_("unit"), N_("timing"), N_("volume"), N_("mix"), N_("rest"),
    N_("not_allocated"), N_("basis"), N_("cost_type"), N_("by_period"), N_("by_role"), N_("by_type"), N_("units_budget"), N_("units_plan"),
    N_("units_if_nothing"), N_("units_actual"), N_("shifted"), N_("own_rate"), N_("average_rate"), N_("used"), N_("months"), N_("limit_on"),
    N_("transfers in"), N_("transfers out"), N_("growth"), N_("expected_left"), N_("reports_to"), N_("step"), N_("scope"), N_("kind"), N_("required"), N_("planned"), N_("now"),
    N_("period"), N_("triggered"), N_("short_by"), N_("by"), N_("family"), N_("key"), N_("rule"), N_("skill"), N_("need"), N_("decided"),
    N_("start_date"), N_("one_time_cost"), N_("cost_this_year"), N_("cost_in_horizon"), N_("run_rate"), N_("serves"), N_("hours"), N_("course"),
    N_("must_short"), N_("should_short"), N_("actions"), N_("proven"),
    N_("limit"), N_("plan"), N_("budget"), N_("actual"), N_("outlook"), N_("plan_of_year"), N_("above_plan"), N_("missing"),
    N_("what"), N_("before_horizon"), N_("rest_of_plan"), N_("fiscal_year"), N_("month"), N_("account"), N_("level"), N_("more"), N_("fewer"), N_("total"), N_("what"),
    N_("reconciled"), N_("direction"), N_("names"), N_("matched_by"), N_("differs"), N_("mend"), N_("add"), N_("convert"), N_("remove"), N_("seat"), N_("people"), N_("status"),
)  # fmt: skip
