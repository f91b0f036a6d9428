namespace Beckon.Storage.Months;

/// <summary>A table that is kept by months.</summary>
/// <param name="Name">Of the table; a month's part has the month behind it, the part for all other ids <c>_default</c>.</param>
/// <param name="Keep">Whole months to keep beside the present one; null keeps all.</param>
/// <param name="Held">The condition of rows that are still needed, whatever their age: they keep their month.</param>
public sealed record MonthlyTable(string Name, int? Keep, string Held = "false")
{
    public string Default => $"{Name}_default";

    /// <summary>The first month that is kept; null keeps all.</summary>
    public Month? Oldest(Month present) => RetentionOptions.Oldest(Keep, present);

    public static IReadOnlyList<MonthlyTable> All(RetentionOptions retention) =>
    [
        new("event", retention.EventsMonths),
        // A run may have begun long before it sends: what waits is not forgotten.
        new("message", retention.MessagesMonths, "status in ('queued', 'sending')"),
        new("raw_payload", retention.RawMonths),
    ];
}
