using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage;
using Beckon.Templates;
using Npgsql;

namespace Beckon.Campaigns;

/// <summary>Reads what a review needs to know.</summary>
public static class ReviewStore
{
    public static async Task<ReviewCounts> ReadAsync(NpgsqlConnection connection, Guid workspaceId, TemplateChannel channel, CancellationToken ct)
    {
        var rows = await connection
            .Command(
                """
                select
                    -- Counted apart, so that no plan made while the tables were small can multiply them.
                    (select count(*) from consent where workspace_id = $1 and channel = $3 and status = 'subscribed')
                    - (select count(*) from contact c
                       join consent a on a.workspace_id = $1 and a.contact_id = c.id and a.channel = $3 and a.status = 'subscribed'
                       where c.workspace_id = $1 and c.merged_into is not null)
                    - (select count(*) from suppression s
                       join contact_identifier i on i.workspace_id = $1 and i.kind = $4 and i.scope = $2 and i.value = s.address
                       join consent a on a.workspace_id = $1 and a.contact_id = i.contact_id and a.channel = $3 and a.status = 'subscribed'
                       where s.workspace_id = $1 and s.channel = $3),
                    (select count(*) from contact where workspace_id = $1 and merged_into is null),
                    (select max(case cart_abandonment when 'dynamic' then 2 when 'simple' then 1 else 0 end)
                     from source where workspace_id = $1 and disconnected_at is null),
                    (select string_agg(name, ', ' order by name) from source
                     where workspace_id = $1 and disconnected_at is null and cart_abandonment <> 'none'),
                    coalesce((select provider from channel where workspace_id = $1 and kind = $3), 'test_inbox')
                """)
            .With(workspaceId)
            .With(Guid.Empty)
            .With(Words.Of(channel))
            .With(channel == TemplateChannel.Sms ? "phone" : "email")
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
