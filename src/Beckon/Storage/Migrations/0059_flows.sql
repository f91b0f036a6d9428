-- Flows are more than a wait and a message: triggers, exits, spans of time and steps are written as the API writes them.
create function pg_temp.duration(text) returns jsonb language sql as $$
    select case when minutes % 1440 = 0 and minutes > 0 then jsonb_build_object('amount', minutes / 1440, 'unit', 'days')
                when minutes % 60 = 0 and minutes > 0 then jsonb_build_object('amount', minutes / 60, 'unit', 'hours')
                else jsonb_build_object('amount', minutes, 'unit', 'minutes') end
    from (
        select coalesce(part[1]::int, 0) * 1440 + part[2]::int * 60 + part[3]::int as minutes
        from regexp_match($1, '^(?:(\d+)\.)?(\d+):(\d+):') as part
    ) m
$$;

update flow_version set definition = jsonb_strip_nulls(jsonb_build_object(
    'trigger', jsonb_build_object('type', 'event', 'on', jsonb_build_object('event', definition ->> 'trigger')),
    'campaignId', definition -> 'campaignId',
    'exits', jsonb_build_object('bought', definition ->> 'exitRule' = 'CartBought', 'events', '[]'::jsonb),
    'reentry', jsonb_build_object('mode', 'every_time'),
    'holdoutPercent', 0,
    'maxAge', pg_temp.duration(definition ->> 'maxAge'),
    'steps', (
        select coalesce(jsonb_agg(
            case when s.step ? 'duration' then jsonb_set(s.step - 'duration', '{for}', pg_temp.duration(s.step ->> 'duration')) else s.step end
            order by s.place), '[]')
        from jsonb_array_elements(definition -> 'steps') with ordinality as s(step, place))));

drop function pg_temp.duration(text);

alter table flow_version
    -- The names of events that runs on it hear of while they wait.
    add column listens text[] not null default '{}';

alter table flow
    drop constraint flow_status_check,
    add constraint flow_status_check check (status in ('draft', 'live', 'paused', 'archived')),
    -- Of flows that people draw; null: compiled from a campaign.
    add column draft jsonb,
    -- Grows with each edit: the ETag.
    add column draft_version int not null default 1,
    add column updated_at timestamptz,
    add column live_at timestamptz;

alter table flow_run
    drop constraint flow_run_status_check,
    add constraint flow_run_status_check check (status in ('active', 'waiting', 'held', 'completed', 'exited', 'skipped', 'failed')),
    -- Whether it stands in its step, resting; else it is about to do it.
    add column in_step boolean not null default true,
    -- How many flows have called each other to come here.
    add column depth int not null default 0;
create index flow_run_by_flow on flow_run (workspace_id, flow_id, id);
-- What an event may concern, among all that a contact ever went through.
create index flow_run_under_way on flow_run (workspace_id, contact_id) where status in ('waiting', 'held');

-- How many have come through the steps, added up now and then: whoever goes through steps adds rows and waits for nobody.
create table flow_tally (
    workspace_id uuid not null,
    id           uuid not null,
    flow_id      uuid not null,
    version      int not null,
    step         text not null,
    -- The way that was taken, or the reason for which the step was not done; empty for the ordinary.
    way          text not null,
    count        bigint not null,
    primary key (workspace_id, id)
);
create index flow_tally_by_flow on flow_tally (workspace_id, flow_id, version);

-- What became of the messages of a flow that is no campaign.
create index message_by_flow on message (workspace_id, flow_id, id) where campaign_id is null;
