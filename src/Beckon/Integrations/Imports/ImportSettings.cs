using Beckon.Contacts;
using Beckon.Contacts.Fields;

namespace Beckon.Integrations.Imports;

/// <summary>What is to become of the rows of a file.</summary>
public sealed record ImportSettings
{
    /// <summary>What each column of the file is (<see cref="ImportTarget"/>), by its place; null: nothing of it is taken.</summary>
    public required IReadOnlyList<string?> Columns { get; init; }

    /// <summary>The source whose customer ids the file has.</summary>
    public required Guid SourceId { get; init; }

    /// <summary>The list that everybody is put into.</summary>
    public Guid? List { get; init; }

    /// <summary>A tag that everybody gets.</summary>
    public string? Tag { get; init; }

    /// <summary>The channels that people are subscribed to by this import, on the wording they agreed to.</summary>
    public IReadOnlyList<Channel> Subscribe { get; init; } = [];

    public string? Wording { get; init; }

    public ExistingPeople Existing { get; init; }

    /// <summary>Completes national phone numbers: ISO 3166-1 alpha-2.</summary>
    public required string Country { get; init; }

    /// <summary>How 03/04/2026 is to be read.</summary>
    public DateOrder Dates { get; init; }
}

/// <summary>What of people who are known already.</summary>
public enum ExistingPeople
{
    /// <summary>What the file says of them is taken over.</summary>
    Update,

    /// <summary>What is known of them stays; only the list and the tag are added.</summary>
    Keep,
}
