namespace Beckon.Integrations.Doors;

/// <summary>What a source asked within an hour, while it is being counted.</summary>
public sealed class SourceHour(Guid workspaceId, Guid sourceId, DateTimeOffset hour)
{
    public Guid WorkspaceId => workspaceId;

    public Guid SourceId => sourceId;

    public DateTimeOffset Hour => hour;

    public long Requests { get; set; }

    public long Events { get; set; }

    public long Refused { get; set; }

    public DateTimeOffset? RefusedAt { get; set; }

    /// <summary>Why the latest was refused.</summary>
    public string? Refusal { get; set; }
}
