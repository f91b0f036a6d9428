using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Contacts.Fields;

/// <summary>The custom fields of workspaces, and what contacts hold in them.</summary>
public static class FieldStore
{
    public static Task<List<ContactField>> ListAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) =>
        connection
            .Command(
                """
                select key, label, kind, choices, kept_out, kept_out_at, kept_out_source, created_at
                from contact_field where workspace_id = $1 order by created_at, key
                """)
            .With(workspaceId)
            .ReadAsync(Read, ct);

    /// <summary>The zone of the workspace's calendar days, in which a time without an offset is read.</summary>
    public static async Task<TimeZoneInfo> ZoneAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) =>
        TimeZoneInfo.FindSystemTimeZoneById(
            (await connection.Command("select time_zone from workspace where id = $1").With(workspaceId).ReadAsync(row => row.GetString(0), ct))[0]);

    /// <summary>False when there is one with this key.</summary>
    public static async Task<bool> AddAsync(NpgsqlConnection connection, Guid workspaceId, ContactField field, CancellationToken ct) =>
        await connection
            .Command(
                """
                insert into contact_field (workspace_id, key, label, kind, choices, created_at) values ($1, $2, $3, $4, $5, $6)
                on conflict (workspace_id, key) do nothing
                """)
            .With(workspaceId).With(field.Key).With(field.Label).With(Words.Of(field.Kind)).With<string[]>([.. field.Choices])
            .With(field.CreatedAt.UtcDateTime)
            .RunAsync(ct) == 1;

    public static Task EditAsync(NpgsqlConnection connection, Guid workspaceId, ContactField field, CancellationToken ct) =>
        connection
            .Command("update contact_field set label = $3, choices = $4 where workspace_id = $1 and key = $2")
            .With(workspaceId).With(field.Key).With(field.Label).With<string[]>([.. field.Choices])
            .RunAsync(ct);

    /// <summary>Takes the field and its values away; how many contacts had one.</summary>
    public static async Task<int> RemoveAsync(NpgsqlConnection connection, Guid workspaceId, string key, CancellationToken ct)
    {
        await connection.Command("delete from contact_field where workspace_id = $1 and key = $2").With(workspaceId).With(key).RunAsync(ct);
        return await connection
            .Command("update contact_value set fields = fields - $2 where workspace_id = $1 and fields ? $2")
            .With(workspaceId).With(key)
            .RunAsync(ct);
    }

    /// <summary>How many contacts have a value in the field.</summary>
    public static async Task<long> CountAsync(NpgsqlConnection connection, Guid workspaceId, string key, CancellationToken ct) =>
        (await connection
            .Command("select count(*) from contact_value where workspace_id = $1 and fields ? $2")
            .With(workspaceId).With(key)
            .ReadAsync(row => row.GetInt64(0), ct))[0];

    /// <summary>Sets values over those that are known: of each contact a JSON object.</summary>
    public static async Task SetAsync(NpgsqlConnection connection, Guid workspaceId, IReadOnlyDictionary<Guid, string> values, CancellationToken ct)
    {
        if (values.Count == 0) return;
        // Two writers that sort alike never wait for each other in a ring.
        var sorted = values.OrderBy(pair => pair.Key).ToList();
        await connection
            .Command(
                """
                insert into contact_value (workspace_id, contact_id, fields)
                select $1, t.id, t.fields::jsonb from unnest($2, $3) as t(id, fields)
                on conflict (workspace_id, contact_id) do update set fields = contact_value.fields || excluded.fields
                """)
            .With(workspaceId)
            .With(sorted.Select(pair => pair.Key).ToArray())
            .With(sorted.Select(pair => pair.Value).ToArray())
            .RunAsync(ct);
    }

    /// <summary>Takes values away, each named by contact and key.</summary>
    public static async Task ClearAsync(NpgsqlConnection connection, Guid workspaceId, IReadOnlyCollection<(Guid Contact, string Key)> cleared, CancellationToken ct)
    {
        if (cleared.Count == 0) return;
        await connection
            .Command(
                """
                update contact_value v set fields = v.fields - t.keys
                from (select u.id, array_agg(u.key) as keys from unnest($2, $3) as u(id, key) group by u.id order by u.id) t
                where v.workspace_id = $1 and v.contact_id = t.id
                """)
            .With(workspaceId)
            .With(cleared.Select(one => one.Contact).ToArray())
            .With(cleared.Select(one => one.Key).ToArray())
            .RunAsync(ct);
    }

    /// <summary>
    /// Gives who stays what somebody knows who is merged into them, where they know nothing themselves: the keys of what was given. It is a copy: who is
    /// split off again finds everything where it was.
    /// </summary>
    public static async Task<string[]> JoinAsync(NpgsqlConnection connection, Guid workspaceId, Guid from, Guid into, CancellationToken ct) =>
    [
        .. await connection
            .Command(
                """
                with theirs as (select fields from contact_value where workspace_id = $1 and contact_id = $2),
                written as (
                    insert into contact_value (workspace_id, contact_id, fields) select $1, $3, fields from theirs
                    on conflict (workspace_id, contact_id) do update set fields = excluded.fields || contact_value.fields
                )
                select k from theirs, jsonb_object_keys(theirs.fields) k
                where not exists (select from contact_value v where v.workspace_id = $1 and v.contact_id = $3 and v.fields ? k)
                """)
            .With(workspaceId).With(from).With(into)
            .ReadAsync(row => row.GetString(0), ct),
    ];

    /// <summary>Takes values back that were copied from a contact, unless they have changed since.</summary>
    public static Task<int> TakeBackAsync(NpgsqlConnection connection, Guid workspaceId, Guid from, Guid of, string[] keys, CancellationToken ct) => connection
        .Command(
            """
            update contact_value v set fields = v.fields - (
                select coalesce(array_agg(k), '{}') from unnest($4) k where v.fields -> k = theirs.fields -> k)
            from contact_value theirs
            where v.workspace_id = $1 and v.contact_id = $2 and theirs.workspace_id = $1 and theirs.contact_id = $3
            """)
        .With(workspaceId).With(from).With(of).With(keys)
        .RunAsync(ct);

    /// <summary>Notes values that were kept out, so that the field's page can say so.</summary>
    public static async Task NoteKeptOutAsync(
        NpgsqlConnection connection, Guid workspaceId, IReadOnlyList<KeptOut> keptOut, DateTimeOffset at, CancellationToken ct)
    {
        foreach (var field in keptOut.GroupBy(one => one.Key, StringComparer.Ordinal).OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            await connection
                .Command(
                    """
                    update contact_field set kept_out = kept_out + $3, kept_out_at = $4, kept_out_source = $5
                    where workspace_id = $1 and key = $2
                    """)
                .With(workspaceId).With(field.Key).With((long)field.Count()).With(at.UtcDateTime).With(field.Last().SourceId)
                .RunAsync(ct);
        }
    }

    private static ContactField Read(NpgsqlDataReader row) => new()
    {
        Key = row.GetString(0),
        Label = row.GetString(1),
        Kind = Words.Read<FieldKind>(row.GetString(2)),
        Choices = row.GetFieldValue<string[]>(3),
        KeptOut = row.GetInt64(4),
        KeptOutAt = row.TimeOrNull(5),
        KeptOutSource = row.IdOrNull(6),
        CreatedAt = row.Time(7),
    };
}

/// <summary>A value that was not of its field's kind.</summary>
public sealed record KeptOut(string Key, Guid SourceId);
