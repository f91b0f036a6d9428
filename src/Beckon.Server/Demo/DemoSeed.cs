using Beckon.Accounts;
using Beckon.Campaigns;
using Beckon.Events;
using Beckon.Integrations.EventsApi;
using Beckon.Storage;
using Beckon.Templates;
using Npgsql;

namespace Beckon.Server.Demo;

/// <summary>Fills a fresh installation with the demonstration shop, through the same pipeline that real events take.</summary>
public sealed partial class DemoSeed(
    Setup setup, SourceStore sources, CampaignDesk campaigns, Inbox inbox, NpgsqlDataSource database, TimeProvider time, ILogger<DemoSeed> log)
{
    public const string Email = "demo@example.com";
    public const string Password = "try-beckon-now";

    private const int Together = 1_000;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>The demonstration's workspace, filled; null when the installation belongs to somebody.</summary>
    public async Task<Guid?> RunAsync(string publicUrl, CancellationToken ct)
    {
        if (await FindAsync(ct) is { } known) return known;
        var workspace = new SetupWorkspace("Juniper & Rye", "America/New_York", "USD", "US");
        if (await setup.RunAsync(new SetupRequest(Email, Password, "Demo Owner", workspace), ct) is not { } account) return null;

        var source = await sources.BuiltInAsync(account.WorkspaceId, EventsIntegration.Source, ct);
        await FillAsync(account.WorkspaceId, source.Id, publicUrl, ct);
        return account.WorkspaceId;
    }

    private async Task<Guid?> FindAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var found = await connection
            .Command("select m.workspace_id from membership m join user_account u on u.id = m.user_id where u.email = $1")
            .With(Email)
            .ReadAsync(row => row.GetGuid(0), ct);
        return found.Count == 0 ? null : found[0];
    }

    private async Task FillAsync(Guid workspaceId, Guid sourceId, string publicUrl, CancellationToken ct)
    {
        var history = new DemoHistory(new DemoEvents(sourceId, publicUrl, backfill: true, time), time.GetUtcNow());
        await FeedAsync(workspaceId, history.Happenings, "a year of shoppers", ct);

        var owner = Caller.Beckon(workspaceId);
        var (template, content) = await TemplateAsync(workspaceId, ct);
        var campaign = await campaigns.CreateAsync(owner, "Abandoned cart reminder", TemplateChannel.Email, template, content, ct);
        await using (var connection = await database.OpenConnectionAsync(ct))
        {
            // A year was written within seconds: without this the database plans as if the tables were empty still.
            await connection.Command("analyze event, contact, cart, shop_order").RunAsync(ct);
            var messages = await DemoMessages.AddAsync(connection, workspaceId, campaign.Id, history.Abandonments, ct);
            await FeedAsync(workspaceId, history.Aftermath(messages), "what came of the campaign", ct);
        }
        await campaigns.SetLiveAsync(owner, campaign, ct);
        await using var last = await database.OpenConnectionAsync(ct);
        await DemoMessages.DateBackAsync(last, workspaceId, campaign.Id, ct);
    }

    private async Task FeedAsync(Guid workspaceId, List<CanonicalEvent> events, string what, CancellationToken ct)
    {
        foreach (var some in events.Chunk(Together)) await inbox.AppendAsync(workspaceId, some, ct);
        for (var waiting = events.Count; waiting > 0; await Task.Delay(Look, time, ct))
        {
            waiting = await WaitingAsync(workspaceId, ct);
            LogProgress(what, events.Count - waiting, events.Count);
        }
    }

    private async Task<int> WaitingAsync(Guid workspaceId, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var sum = await connection
            .Command("select coalesce(sum(count), 0)::int from inbox where workspace_id = $1")
            .With(workspaceId)
            .ReadAsync(row => row.GetInt32(0), ct);
        return sum[0];
    }

    private async Task<(Guid Id, CampaignContent Content)> TemplateAsync(Guid workspaceId, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var found = await connection
            .Command(
                """
                select id from template where workspace_id = $1 and category = 'abandon_cart' and html like '%product_feed%' order by created_at limit 1
                """)
            .With(workspaceId)
            .ReadAsync(row => row.GetGuid(0), ct);
        return (found[0], await campaigns.TemplateContentAsync(workspaceId, found[0], TemplateChannel.Email, ct) ?? CampaignContent.Empty);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Demo: filling in {What}, {Done} of {Total} events.")]
    private partial void LogProgress(string what, int done, int total);
}
