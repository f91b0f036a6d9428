using System.Text.Json.Serialization;

namespace Beckon.Flows;

/// <summary>A flow that somebody draws: what it is to do, and which version of that is live.</summary>
public sealed record Flow
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required FlowStatus Status { get; init; }

    /// <summary>As it is being drawn.</summary>
    public required FlowDefinition Draft { get; init; }

    /// <summary>Grows with each edit: the ETag.</summary>
    public required int Version { get; init; }

    public int? LiveVersion { get; init; }

    /// <summary>As it was published last.</summary>
    public FlowDefinition? Live { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? LiveAt { get; init; }

    /// <summary>Whether the draft is not what was published last.</summary>
    [JsonIgnore]
    public bool HasChanges => Live is null || Live.Unfixed().ToJson() != (Draft.Unfixed() with { Scenarios = [] }).ToJson();
}

/// <summary>Where a flow stands.</summary>
public enum FlowStatus
{
    Draft,
    Live,

    /// <summary>Nobody comes in, and whoever is in it rests.</summary>
    Paused,

    /// <summary>Done with; what was under way has ended.</summary>
    Archived,
}

/// <summary>A version as it was published; it never changes.</summary>
public sealed record FlowVersion(int Version, DateTimeOffset PublishedAt, FlowDefinition Definition);

/// <summary>What people may not say of a flow themselves.</summary>
public static class FlowDrafts
{
    /// <summary>Whether some list in it holds nothing in place of something: such a draft is not kept.</summary>
    public static bool HasHoles(this FlowDefinition flow) => flow.Exits.Events.Any(IsHole) || HasHoles(flow.Steps);

    private static bool HasHoles(IReadOnlyList<FlowStep?> steps) => steps.Any(step => step switch
    {
        null => true,
        SplitStep split when split.Ways.Any(IsHole) => true,
        RandomSplitStep random when random.Shares.Any(IsHole) => true,
        ChangeStep change when change.SetFields.Any(IsHole) => true,
        EmitStep emit when emit.Properties.Any(IsHole) => true,
        WebhookStep webhook when webhook.Properties.Any(IsHole) => true,
        ChangeStep change when change.AddTags.Concat(change.RemoveTags).Concat(change.AddLists).Concat(change.RemoveLists).Any(IsHole) => true,
        _ => step.Branches.Any(HasHoles),
    });

    private static bool IsHole(object? one) => one is null;

    /// <summary>Without what publishing adds.</summary>
    public static FlowDefinition Unfixed(this FlowDefinition flow) => flow with { CampaignId = null, Steps = [.. flow.Steps.Select(step => step.With(_ => null))] };

    /// <summary>With the content of each message given.</summary>
    public static FlowDefinition Fixed(this FlowDefinition flow, Func<SendStep, Guid?> contentOf) => flow with { Steps = [.. flow.Steps.Select(step => step.With(contentOf))] };

    private static FlowStep With(this FlowStep step, Func<SendStep, Guid?> contentOf)
    {
        IReadOnlyList<FlowStep> Each(IReadOnlyList<FlowStep> steps) => [.. steps.Select(one => one.With(contentOf))];
        return step switch
        {
            SendStep send => send with { ContentId = contentOf(send) },
            WaitForStep asked => asked with { Then = Each(asked.Then), Otherwise = Each(asked.Otherwise) },
            SplitStep split => split with { Ways = [.. split.Ways.Select(way => way with { Steps = Each(way.Steps) })], Otherwise = Each(split.Otherwise) },
            RandomSplitStep random => random with { Shares = [.. random.Shares.Select(share => share with { Steps = Each(share.Steps) })] },
            _ => step,
        };
    }
}
