using Beckon.Audiences.Language;

namespace Beckon.Audiences;

/// <summary>A named filter, and how far it has been worked out.</summary>
public sealed record Audience
{
    public const int LongestName = 120;
    public const int LongestDescription = 1_000;
    public const int Most = 500;

    public required Guid Id { get; init; }

    /// <summary>What standings name it by.</summary>
    public required int Number { get; init; }

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    /// <summary>Of nobody where <see cref="IsUnderstood"/> is false.</summary>
    public required Filter Filter { get; init; }

    /// <summary>False for an audience that a later version of Beckon wrote, on another node, with conditions that this one does not know.</summary>
    public bool IsUnderstood { get; init; } = true;

    /// <summary>Grows with each edit: the ETag.</summary>
    public int Version { get; init; } = 1;

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>How many contacts have been looked at since its filter changed; null: all of them.</summary>
    public long? BuildSeen { get; init; }

    /// <summary>Of how many.</summary>
    public long? BuildTotal { get; init; }

    public DateTimeOffset? BuiltAt { get; init; }

    public long Members { get; init; }
}
