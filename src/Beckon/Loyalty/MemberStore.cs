using Beckon.Events;
using Beckon.Identity;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Loyalty;

/// <summary>Who has joined the loyalty programme.</summary>
public static class MemberStore
{
    /// <summary>Hands the memberships of merged contacts over. Each row keeps whose sign-up it was, so that a split can give it back.</summary>
    public static async Task MoveAsync(NpgsqlConnection connection, Guid workspaceId, List<Merge> merges, CancellationToken ct)
    {
        foreach (var merge in merges)
        {
            await connection
                .Command("update loyalty_member set contact_id = $3 where workspace_id = $1 and contact_id = $2")
                .With(workspaceId).With(merge.From).With(merge.Into)
                .RunAsync(ct);
        }
    }

    /// <summary>Gives memberships back to those whose sign-ups they were.</summary>
    public static async Task GiveBackAsync(NpgsqlConnection connection, Guid workspaceId, List<Split> splits, CancellationToken ct)
    {
        foreach (var split in splits)
        {
            await connection
                .Command("update loyalty_member set contact_id = $2 where workspace_id = $1 and contact_id = $3 and joined_as = any($4)")
                .With(workspaceId).With(split.Contact).With(split.Stays).With(split.Own)
                .RunAsync(ct);
        }
    }

    /// <summary>
    /// Writes the sign-ups of a batch. In whatever order they come, the earliest says since when and where somebody is a member, and the latest
    /// answers to the questions asked count.
    /// </summary>
    public static async Task FoldAsync(NpgsqlConnection connection, Guid workspaceId, List<ResolvedEvent> events, CancellationToken ct)
    {
        var joined = MemberRules.Of(events);
        if (joined.Count == 0) return;
        await connection
            .Command(
                """
                insert into loyalty_member as m (
                    workspace_id, joined_as, contact_id, joined_at, source_id, store_id, store_name, email_opt_in, sms_opt_in, updated_at)
                select $1, a, c, j, s, i, n, e, t, u from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) as x(a, c, j, s, i, n, e, t, u)
                on conflict (workspace_id, joined_as) do update set
                    joined_at = least(m.joined_at, excluded.joined_at),
                    source_id = case when excluded.joined_at < m.joined_at then excluded.source_id else m.source_id end,
                    store_id = case when excluded.joined_at < m.joined_at then coalesce(excluded.store_id, m.store_id)
                        else coalesce(m.store_id, excluded.store_id) end,
                    store_name = case when excluded.joined_at < m.joined_at then coalesce(excluded.store_name, m.store_name)
                        else coalesce(m.store_name, excluded.store_name) end,
                    email_opt_in = case when excluded.updated_at < m.updated_at then coalesce(m.email_opt_in, excluded.email_opt_in)
                        else coalesce(excluded.email_opt_in, m.email_opt_in) end,
                    sms_opt_in = case when excluded.updated_at < m.updated_at then coalesce(m.sms_opt_in, excluded.sms_opt_in)
                        else coalesce(excluded.sms_opt_in, m.sms_opt_in) end,
                    updated_at = greatest(m.updated_at, excluded.updated_at)
                """)
            .With(workspaceId)
            .With(joined.ConvertAll(one => one.JoinedAs).ToArray())
            .With(joined.ConvertAll(one => one.ContactId).ToArray())
            .With(joined.ConvertAll(one => one.At.UtcDateTime).ToArray())
            .With(joined.ConvertAll(one => one.SourceId).ToArray())
            .With(joined.ConvertAll(one => one.StoreId).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .With(joined.ConvertAll(one => one.StoreName).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .With(joined.ConvertAll(one => one.EmailOptIn).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Boolean)
            .With(joined.ConvertAll(one => one.SmsOptIn).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Boolean)
            .With(joined.ConvertAll(one => one.LastAt.UtcDateTime).ToArray())
            .RunAsync(ct);
    }
}
