using Beckon.Events;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Campaigns;

/// <summary>Reads what a review needs to know.</summary>
public static class ReviewStore
{
    public static async Task<ReviewCounts> ReadAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct)
    {
        var rows = await connection
            .Command(
                """
                select
                    (select count(*) from consent a join contact c on c.workspace_id = $1 and c.id = a.contact_id
                     where a.workspace_id = $1 and a.channel = 'email' and a.status = 'subscribed' and c.email is not null and c.merged_into is null
                       and not exists (select 1 from suppression s where s.workspace_id = $1 and s.channel = 'email' and s.address = c.email)),
                    (select count(*) from contact where workspace_id = $1 and merged_into is null),
                    (select max(case cart_abandonment when 'dynamic' then 2 when 'simple' then 1 else 0 end)
                     from source where workspace_id = $1 and disconnected_at is null),
                    (select string_agg(name, ', ' order by name) from source
                     where workspace_id = $1 and disconnected_at is null and cart_abandonment <> 'none'),
                    coalesce((select provider from channel where workspace_id = $1 and kind = 'email'), 'test_inbox')
                """)
            .With(workspaceId)
            .ReadAsync(
                row => new ReviewCounts(
                    row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? CartAbandonment.None : (CartAbandonment)row.GetInt32(2),
                    row.TextOrNull(3), row.GetString(4) == "test_inbox"),
                ct);
        return rows[0];
    }
}

/// <summary>Counts and connections of a workspace, as a review sees them.</summary>
public sealed record ReviewCounts(long Subscribed, long Contacts, CartAbandonment Trigger, string? Sources, bool UsesTestInbox);
