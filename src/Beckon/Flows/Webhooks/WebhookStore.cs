using System.Security.Cryptography;
using System.Text;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Flows.Webhooks;

/// <summary>Calls of webhooks. A node that makes a call has it for a minute: one that dies leaves it to the others.</summary>
public static class WebhookStore
{
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);

    /// <summary>Notes what runs have come to; the id is made of the run and its step, so that it is made once.</summary>
    public static Task AddAsync(
        NpgsqlConnection connection, Guid workspaceId, IReadOnlyList<(FlowRun Run, WebhookStep Step, string Properties)> calls, DateTimeOffset now, CancellationToken ct) =>
        calls.Count == 0 ? Task.CompletedTask : connection
            .Command(
                """
                insert into webhook_call (workspace_id, id, flow_id, run_id, step, url, properties, status, next_at, created_at)
                select $1, t.id, t.flow_id, t.run_id, t.step, t.url, t.properties::jsonb, 'waiting', $2, $2
                from unnest($3, $4, $5, $6, $7, $8) as t(id, flow_id, run_id, step, url, properties)
                on conflict (workspace_id, id) do nothing
                """)
            .With(workspaceId).With(now.UtcDateTime)
            .With(calls.Select(call => IdOf(call.Run.Id, call.Step.Id)).ToArray())
            .With(calls.Select(call => call.Run.FlowId).ToArray())
            .With(calls.Select(call => call.Run.Id).ToArray())
            .With(calls.Select(call => call.Step.Id).ToArray())
            .With(calls.Select(call => call.Step.Url).ToArray())
            .With(calls.Select(call => call.Properties).ToArray())
            .RunAsync(ct);

    private static Guid IdOf(Guid run, string step) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{run:n}\nwebhook\n{step}")).AsSpan(0, 16));

    /// <summary>The calls whose time has come and that nobody makes, the longest waiting first, as they are to be made now.</summary>
    public static Task<List<WebhookCall>> ClaimAsync(NpgsqlConnection connection, Guid[] workspaces, int most, DateTimeOffset now, CancellationToken ct) => connection
        .Command(
            """
            with due as (
                select one.workspace_id, one.id
                from unnest($1) as w(id)
                cross join lateral (
                    select c.workspace_id, c.id, c.next_at from webhook_call c
                    where c.workspace_id = w.id and c.status = 'waiting' and c.next_at <= $3
                    order by c.next_at limit $2
                    for update skip locked
                ) one
                order by one.next_at
                limit $2
            ), claimed as (
                update webhook_call c set next_at = $4, attempts = attempts + 1
                from due where c.workspace_id = due.workspace_id and c.id = due.id
                returning c.*
            )
            select c.workspace_id, c.id, c.url, c.attempts, c.created_at, c.flow_id, f.name, c.step, c.run_id, r.triggered_at, p.id, p.email, p.phone, p.first_name,
                   p.last_name, coalesce(v.fields::text, '{}'), k.external_id, k.url, k.currency, k.total, c.properties::text, coalesce(s.version, 0)
            from claimed c
            join flow f on f.workspace_id = c.workspace_id and f.id = c.flow_id
            join flow_run r on r.workspace_id = c.workspace_id and r.id = c.run_id
            join contact p on p.workspace_id = c.workspace_id and p.id = r.contact_id
            left join contact_value v on v.workspace_id = c.workspace_id and v.contact_id = p.id
            left join webhook_secret s on s.workspace_id = c.workspace_id
            left join cart k on k.workspace_id = c.workspace_id and k.id = r.cart_id
            """)
        .With(workspaces).With(most).With(now.UtcDateTime, NpgsqlDbType.TimestampTz).With((now + Claim).UtcDateTime, NpgsqlDbType.TimestampTz)
        .ReadAsync(Read, ct);

    private static WebhookCall Read(NpgsqlDataReader row) => new()
    {
        WorkspaceId = row.GetGuid(0),
        Id = row.GetGuid(1),
        Url = row.GetString(2),
        Attempts = row.GetInt32(3),
        CreatedAt = row.Time(4),
        SecretVersion = row.GetInt32(21),
        Body = new WebhookBody(
            Ids.Out(Ids.WebhookCall, row.GetGuid(1)), row.Time(4), new WebhookFlow(Ids.Out(Ids.Flow, row.GetGuid(5)), row.GetString(6)), row.GetString(7),
            Ids.Out(Ids.Run, row.GetGuid(8)), row.Time(9),
            new WebhookContact(
                Ids.Out(Ids.Contact, row.GetGuid(10)), row.TextOrNull(11), row.TextOrNull(12), row.TextOrNull(13), row.TextOrNull(14), RawJson.Parse(row.GetString(15))),
            row.IsDBNull(16) ? null : new WebhookCart(row.GetString(16), row.TextOrNull(17), row.TextOrNull(18), row.IsDBNull(19) ? null : row.GetDecimal(19)),
            RawJson.Parse(row.GetString(20))),
    };

    public static Task EndAsync(NpgsqlConnection connection, WebhookCall call, WebhookAnswer answer, WebhookOutcome outcome, DateTimeOffset now, CancellationToken ct) => connection
        .Command(
            """
            update webhook_call set status = $3, code = $4, answer = $5, next_at = coalesce($6, next_at), ended_at = case when $3 = 'waiting' then null else $7 end
            where workspace_id = $1 and id = $2 and status = 'waiting'
            """)
        .With(call.WorkspaceId).With(call.Id).With(outcome.Status)
        .With(answer.Code, NpgsqlDbType.Integer).With(answer.Words, NpgsqlDbType.Text).With(outcome.NextAt?.UtcDateTime, NpgsqlDbType.TimestampTz).With(now.UtcDateTime, NpgsqlDbType.TimestampTz)
        .RunAsync(ct);

    /// <summary>What became of the calls of a run.</summary>
    public static Task<List<WebhookView>> OfRunAsync(NpgsqlConnection connection, Guid workspaceId, Guid runId, CancellationToken ct) => connection
        .Command("select id, step, url, status, attempts, code, answer, created_at, ended_at, next_at from webhook_call where workspace_id = $1 and run_id = $2 order by created_at, id")
        .With(workspaceId).With(runId)
        .ReadAsync(
            row => new WebhookView(
                Ids.Out(Ids.WebhookCall, row.GetGuid(0)), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4), row.IsDBNull(5) ? null : row.GetInt32(5),
                row.TextOrNull(6), row.Time(7), row.TimeOrNull(8), row.GetString(3) == "waiting" ? row.Time(9) : null), ct);

    /// <summary>How the calls of a flow have fared in the last thirty days.</summary>
    public static async Task<WebhookCounts> CountAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, DateTimeOffset now, CancellationToken ct) => (await connection
        .Command(
            """
            select count(*) filter (where status = 'waiting'), count(*) filter (where status = 'delivered'), count(*) filter (where status = 'failed')
            from webhook_call where workspace_id = $1 and flow_id = $2 and created_at > $3
            """)
        .With(workspaceId).With(flowId).With(now.AddDays(-30).UtcDateTime)
        .ReadAsync(row => new WebhookCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), ct))[0];

    public static async Task<int> SecretVersionAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) =>
        (await connection.Command("select version from webhook_secret where workspace_id = $1").With(workspaceId).ReadAsync(row => row.GetInt32(0), ct)) is [var version] ? version : 0;

    public static async Task<int> ChangeSecretAsync(NpgsqlConnection connection, Guid workspaceId, DateTimeOffset now, CancellationToken ct) => (await connection
        .Command(
            """
            insert into webhook_secret (workspace_id, version, changed_at) values ($1, 1, $2)
            on conflict (workspace_id) do update set version = webhook_secret.version + 1, changed_at = $2
            returning version
            """)
        .With(workspaceId).With(now.UtcDateTime)
        .ReadAsync(row => row.GetInt32(0), ct))[0];

    /// <summary>What has ended long ago is not kept.</summary>
    public static Task<int> ForgetAsync(NpgsqlConnection connection, Guid workspaceId, DateTimeOffset before, CancellationToken ct) => connection
        .Command("delete from webhook_call where workspace_id = $1 and status <> 'waiting' and created_at < $2")
        .With(workspaceId).With(before.UtcDateTime)
        .RunAsync(ct);

    /// <summary>Takes a person out: by their runs, before those go.</summary>
    public static Task<int> EraseAsync(NpgsqlConnection connection, Events.Erasing.ErasedPerson person, CancellationToken ct) => connection
        .Command("delete from webhook_call where workspace_id = $1 and run_id in (select id from flow_run where workspace_id = $1 and contact_id = any($2))")
        .With(person.WorkspaceId).With(person.Ids)
        .RunAsync(ct);
}

/// <summary>A call of a webhook.</summary>
/// <param name="Id">Starts with <c>whk_</c>: the <c>webhook-id</c> of its requests.</param>
/// <param name="Step">The step that it is of.</param>
/// <param name="Url">Where it goes.</param>
/// <param name="Status"><c>waiting</c>, <c>delivered</c> or <c>failed</c>.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Code">The HTTP status of the last answer.</param>
/// <param name="Answer">Why there was no answer.</param>
/// <param name="At">When the run came to the step.</param>
/// <param name="EndedAt">When it was delivered or given up.</param>
/// <param name="NextAt">When it is tried next.</param>
public sealed record WebhookView(
    string Id, string Step, string Url, string Status, int Attempts, int? Code, string? Answer, DateTimeOffset At, DateTimeOffset? EndedAt, DateTimeOffset? NextAt);

/// <summary>How the calls of a flow have fared in the last thirty days.</summary>
/// <param name="Waiting">So many are yet to be taken.</param>
/// <param name="Delivered">So many were.</param>
/// <param name="Failed">So many were refused, or given up after a day.</param>
public sealed record WebhookCounts(long Waiting, long Delivered, long Failed);
