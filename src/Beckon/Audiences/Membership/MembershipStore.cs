using System.Globalization;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Audiences.Membership;

/// <summary>Reads and writes who is in which audience, many contacts at a time.</summary>
public static class MembershipStore
{
    private const string Standings = "select contact_id, audiences, due_at from audience_standing where workspace_id = $1 and contact_id = any($2)";

    /// <summary>As they are, without holding them.</summary>
    public static async Task<Dictionary<Guid, Standing>> ReadAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] contacts, CancellationToken ct) =>
        (await connection.Command(Standings).With(workspaceId).With(contacts).ReadAsync(Read, ct)).ToDictionary(standing => standing.ContactId);

    /// <summary>Which of the contacts have one.</summary>
    public static async Task<HashSet<Guid>> KnownAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] contacts, CancellationToken ct) =>
    [
        .. await connection
            .Command("select contact_id from audience_standing where workspace_id = $1 and contact_id = any($2)")
            .With(workspaceId).With(contacts)
            .ReadAsync(row => row.GetGuid(0), ct),
    ];

    /// <summary>Holds the standings of contacts until the transaction ends, each made where there is none: nobody else decides about them meanwhile.</summary>
    public static Task<Dictionary<Guid, Standing>> HoldAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] contacts, CancellationToken ct) =>
        HoldAsync(connection, workspaceId, contacts, "for update", ct);

    /// <summary>Holds those of them that nobody else holds, and waits for nobody.</summary>
    public static Task<Dictionary<Guid, Standing>> HoldFreeAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] contacts, CancellationToken ct) =>
        HoldAsync(connection, workspaceId, contacts, "for update skip locked", ct);

    private static async Task<Dictionary<Guid, Standing>> HoldAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid[] contacts, string how, CancellationToken ct)
    {
        var held = await TakeAsync(contacts);
        if (held.Count == contacts.Length) return held;
        Guid[] missing = [.. contacts.Where(id => !held.ContainsKey(id)).Order()];
        var made = await connection
            .Command("insert into audience_standing (workspace_id, contact_id) select $1, t.id from unnest($2) as t(id) on conflict do nothing returning contact_id")
            .With(workspaceId).With(missing)
            .ReadAsync(row => row.GetGuid(0), ct);
        foreach (var id in made) held[id] = Standing.None(id);
        if (held.Count == contacts.Length) return held;
        // Somebody else has made them in between.
        foreach (var (id, standing) in await TakeAsync([.. missing.Except(made)])) held[id] = standing;
        return held;

        async Task<Dictionary<Guid, Standing>> TakeAsync(Guid[] ids) =>
            (await connection.Command($"{Standings} order by contact_id {how}").With(workspaceId).With(ids).ReadAsync(Read, ct)).ToDictionary(standing => standing.ContactId);
    }

    /// <summary>Writes what has become of standings that are held.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, Guid workspaceId, IReadOnlyList<Change> changes, DateTimeOffset at, CancellationToken ct)
    {
        if (changes.Count == 0) return;
        await connection
            .Command(
                """
                update audience_standing s set audiences = t.audiences::int[], due_at = t.due
                from unnest($2, $3, $4) as t(id, audiences, due)
                where s.workspace_id = $1 and s.contact_id = t.id
                """)
            .With(workspaceId)
            .With(changes.Select(change => change.Next.ContactId).ToArray())
            .With(changes.Select(change => $"{{{string.Join(',', change.Next.Audiences.Select(number => number.ToString(CultureInfo.InvariantCulture)))}}}").ToArray())
            .With(changes.Select(change => change.Next.Due?.UtcDateTime).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz)
            .RunAsync(ct);
        var entered = changes.SelectMany(change => change.Entered, (change, audience) => (Audience: audience.Id, Contact: change.Next.ContactId)).ToList();
        if (entered.Count > 0)
        {
            await connection
                .Command(
                    """
                    insert into audience_member (workspace_id, audience_id, contact_id, entered_at) select $1, t.a, t.c, $4 from unnest($2, $3) as t(a, c)
                    on conflict (workspace_id, audience_id, contact_id) do nothing
                    """)
                .With(workspaceId)
                .With(entered.Select(one => one.Audience).ToArray()).With(entered.Select(one => one.Contact).ToArray()).With(at.UtcDateTime)
                .RunAsync(ct);
        }
        var exited = changes.SelectMany(change => change.Exited, (change, audience) => (Audience: audience.Id, Contact: change.Next.ContactId)).ToList();
        if (exited.Count == 0) return;
        await connection
            .Command(
                """
                delete from audience_member m using unnest($2, $3) as t(a, c)
                where m.workspace_id = $1 and m.audience_id = t.a and m.contact_id = t.c
                """)
            .With(workspaceId).With(exited.Select(one => one.Audience).ToArray()).With(exited.Select(one => one.Contact).ToArray())
            .RunAsync(ct);
    }

    /// <summary>Contacts that time alone may have changed by now, the longest overdue first.</summary>
    public static Task<List<Guid>> DueAsync(NpgsqlConnection connection, Guid workspaceId, DateTimeOffset now, int most, CancellationToken ct) => connection
        .Command("select contact_id from audience_standing where workspace_id = $1 and due_at <= $2 order by due_at limit $3")
        .With(workspaceId).With(now.UtcDateTime).With(most)
        .ReadAsync(row => row.GetGuid(0), ct);

    /// <summary>When the next contact of each of these workspaces is due: at once where some were changed apart from events.</summary>
    public static Task<List<(Guid WorkspaceId, DateTimeOffset Due)>> EarliestAsync(NpgsqlConnection connection, Guid[] workspaces, CancellationToken ct) =>
        connection
            .Command(
                """
                select t.id, d.due from unnest($1) as t(id)
                cross join lateral (
                    select least(
                        (select min(s.due_at) from audience_standing s where s.workspace_id = t.id and s.due_at is not null),
                        (select timestamptz '1970-01-01 00:00:00+00' from contact_change k where k.workspace_id = t.id limit 1)) as due) d
                where d.due is not null
                """)
            .With(workspaces)
            .ReadAsync(row => (row.GetGuid(0), row.Time(1)), ct);

    private static Standing Read(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetFieldValue<int[]>(1), row.TimeOrNull(2));
}
