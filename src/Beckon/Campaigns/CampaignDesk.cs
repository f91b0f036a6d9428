using Beckon.Accounts;
using Beckon.Delivery;
using Beckon.Flows;
using Beckon.Kernel;
using Beckon.Storage;
using Beckon.Templates;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Campaigns;

/// <summary>Makes, edits, sets live and pauses campaigns, each in one transaction with its flow and its audit entry.</summary>
public sealed class CampaignDesk(NpgsqlDataSource source, FlowStore flows, Audit audit, TimeProvider time)
{
    private const int MostTogether = 1_000;

    public async Task<Campaign> CreateAsync(Caller caller, string name, TemplateChannel channel, Guid? templateId, CampaignContent content, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var campaign = new Campaign
        {
            Id = Ids.New(time),
            Name = name,
            Status = CampaignStatus.Draft,
            Channel = channel,
            TemplateId = templateId,
            Content = content,
            Settings = new CampaignSettings(),
            FlowId = Ids.New(time),
            Version = 1,
            CreatedAt = now,
            UpdatedAt = now,
        };
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await FlowStore.CreateAsync(connection, caller.WorkspaceId, campaign.FlowId, name, now, ct);
        await CampaignStore.AddAsync(connection, caller.WorkspaceId, campaign, ct);
        await audit.WriteAsync(connection, caller, "campaign.created", Ids.Out(Ids.Campaign, campaign.Id), new { name }, ct);
        await transaction.CommitAsync(ct);
        return campaign;
    }

    /// <summary>Writes an edit; null when somebody else was faster.</summary>
    public async Task<Campaign?> EditAsync(Caller caller, Campaign campaign, CampaignEdited edited, CancellationToken ct)
    {
        var next = campaign with
        {
            Name = edited.Name,
            Channel = edited.Channel,
            TemplateId = edited.TemplateId,
            Content = edited.Content,
            Settings = edited.Settings,
            Version = campaign.Version + 1,
            UpdatedAt = time.GetUtcNow(),
        };
        await using var connection = await source.OpenConnectionAsync(ct);
        return await CampaignStore.EditAsync(connection, caller.WorkspaceId, next, campaign.Version, ct) ? next : null;
    }

    /// <summary>Fixes the content as it is now, publishes the flow and starts listening. Setting a live campaign live again sends its new content from then on.</summary>
    public async Task SetLiveAsync(Caller caller, Campaign campaign, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var contentId = await AddContentAsync(connection, caller.WorkspaceId, campaign.Content.ToTemplate(campaign.Channel), now, ct);
        var definition = CampaignFlow.OfAbandonedCart(campaign.Id, contentId, campaign.Channel, campaign.Settings);
        await FlowStore.PublishAsync(connection, caller.WorkspaceId, campaign.FlowId, definition, now, ct);
        await CampaignStore.SetLiveAsync(connection, caller.WorkspaceId, campaign, now, ct);
        await audit.WriteAsync(connection, caller, "campaign.set_live", Ids.Out(Ids.Campaign, campaign.Id), new { campaign.Name, campaign.Version }, ct);
        await transaction.CommitAsync(ct);
        flows.Forget(caller.WorkspaceId);
    }

    /// <summary>Stops listening; what waited, runs and messages, is recorded as skipped.</summary>
    public async Task PauseAsync(Caller caller, Campaign campaign, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await FlowStore.PauseAsync(connection, caller.WorkspaceId, campaign.FlowId, ct);
        await CampaignStore.PauseAsync(connection, caller.WorkspaceId, campaign.Id, ct);
        // Runs before messages, in the order in which processing locks them.
        var runs = await EndWaitingAsync(connection, caller.WorkspaceId, campaign.FlowId, ct);
        var waiting = runs + await MessageStore.SkipWaitingAsync(connection, caller.WorkspaceId, campaign.FlowId, SkipReason.Paused, ct);
        await audit.WriteAsync(connection, caller, "campaign.paused", Ids.Out(Ids.Campaign, campaign.Id), new { campaign.Name, waiting }, ct);
        await transaction.CommitAsync(ct);
        flows.Forget(caller.WorkspaceId);
    }

    private async Task<int> EndWaitingAsync(NpgsqlConnection connection, Guid workspaceId, Guid flowId, CancellationToken ct)
    {
        var ended = 0;
        while (await FlowRunStore.TakeOfFlowAsync(connection, workspaceId, flowId, MostTogether, ct) is { Count: > 0 } waiting)
        {
            var now = time.GetUtcNow();
            var definitions = await flows.DefinitionsAsync(connection, workspaceId, waiting, ct);
            var turns = waiting.ConvertAll(run => FlowRunner.End(run, definitions[(run.FlowId, run.FlowVersion)], SkipReason.Paused));
            await FlowRunStore.ChangeAsync(connection, workspaceId, turns.ConvertAll(turn => turn.Run), now, ct);
            await MessageStore.AddAsync(connection, workspaceId, [.. turns.SelectMany(turn => turn.Messages)], now, ct);
            ended += waiting.Count;
        }
        return ended;
    }

    public async Task<bool> DeleteAsync(Caller caller, Campaign campaign, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await CampaignStore.DeleteDraftAsync(connection, caller.WorkspaceId, campaign, ct)) return false;
        await audit.WriteAsync(connection, caller, "campaign.deleted", Ids.Out(Ids.Campaign, campaign.Id), new { campaign.Name }, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    public async Task<Campaign?> FindAsync(Guid workspaceId, string id, CancellationToken ct)
    {
        if (!PublicId.TryParse(Ids.Campaign, id, out var campaignId)) return null;
        await using var connection = await source.OpenConnectionAsync(ct);
        return await CampaignStore.FindAsync(connection, workspaceId, campaignId, ct);
    }

    /// <summary>The content of a template; null when the workspace has none of that id for the channel.</summary>
    public async Task<CampaignContent?> TemplateContentAsync(Guid workspaceId, Guid templateId, TemplateChannel channel, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var found = await connection
            .Command("select subject, preheader, html, text from template where workspace_id = $1 and id = $2 and channel = $3")
            .With(workspaceId).With(templateId).With(Words.Of(channel))
            .ReadAsync(row => new CampaignContent(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)), ct);
        return found.Count == 0 ? null : found[0];
    }

    private async Task<Guid> AddContentAsync(
        NpgsqlConnection connection, Guid workspaceId, TemplateContent content, DateTimeOffset now, CancellationToken ct)
    {
        var id = Ids.New(time);
        await connection
            .Command(
                """
                insert into message_content (workspace_id, id, subject, preheader, html, text, created_at)
                values ($1, $2, $3, $4, $5, $6, $7)
                """)
            .With(workspaceId).With(id).With(content.Subject).With(content.Preheader).With(content.Html).With(content.Text)
            .With(now.UtcDateTime, NpgsqlDbType.TimestampTz)
            .RunAsync(ct);
        return id;
    }
}

/// <summary>A campaign's editable parts after an edit.</summary>
public sealed record CampaignEdited(string Name, TemplateChannel Channel, Guid? TemplateId, CampaignContent Content, CampaignSettings Settings);
