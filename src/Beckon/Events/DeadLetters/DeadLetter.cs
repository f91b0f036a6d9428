using System.Globalization;

namespace Beckon.Events.DeadLetters;

/// <summary>An event that could not be processed, set aside whole.</summary>
public sealed record DeadLetter
{
    /// <summary>The id of the event.</summary>
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required Guid SourceId { get; init; }

    public string? SourceKind { get; init; }

    public string? SourceName { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DateTimeOffset FailedAt { get; init; }

    /// <summary>How often it has failed.</summary>
    public required int Attempts { get; init; }

    /// <summary>Grows with each edit.</summary>
    public required int Edits { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    public string? EditedBy { get; init; }

    /// <summary>The event as JSON; empty in lists.</summary>
    public byte[] Event { get; init; } = [];

    /// <summary>Says whether what somebody looked at is still what there is.</summary>
    public string Version => string.Create(CultureInfo.InvariantCulture, $"{Edits}.{Attempts}");

    public string Etag => $"\"{Version}\"";
}

/// <summary>Which dead letters. Null means any.</summary>
/// <param name="Reason">Set aside for exactly this reason.</param>
/// <param name="Name">Events of this name.</param>
/// <param name="FailedBefore">Set aside before this moment: what fails again during a replay comes later.</param>
public sealed record DeadLetterFilter(string? Reason = null, string? Name = null, DateTimeOffset? FailedBefore = null);
