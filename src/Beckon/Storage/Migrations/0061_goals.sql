-- When what a flow is for was reached, by whoever went through it or was left out to compare with.
alter table flow_run add column goal_at timestamptz;
