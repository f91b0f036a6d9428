using Beckon.Contacts;

namespace Beckon.Integrations.Imports;

/// <summary>A row of a file as it was understood, with addresses in normal form.</summary>
public sealed record ImportRow
{
    /// <summary>Its place among the rows behind the headings, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>As it stands in the file.</summary>
    public required string[] Cells { get; init; }

    public string? CustomerId { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Custom fields as a JSON object; null when the row has none.</summary>
    public string? Fields { get; init; }

    public IReadOnlyList<(Channel Channel, ConsentStatus Status)> Consents { get; init; } = [];
}

/// <summary>A row that is not taken, and why.</summary>
public sealed record RefusedRow(long Number, string[] Cells, string Reason);
