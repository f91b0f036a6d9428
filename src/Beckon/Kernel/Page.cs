namespace Beckon.Kernel;

/// <summary>One page of a list.</summary>
/// <param name="Items">The rows, in the order of the list.</param>
/// <param name="NextCursor">Ask for the next page with <c>cursor</c> set to this; null means this was the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>Which page of a list is asked for.</summary>
/// <param name="Limit">How many rows.</param>
/// <param name="After">Where the page before it ended; null for the first.</param>
public sealed record Paging(int Limit, Cursor? After)
{
    private const int UsualLimit = 50;
    private const int MostRows = 200;

    /// <summary>How many rows to ask the database for: one more than the page holds says whether there is another page.</summary>
    public int Fetch => Limit + 1;

    public static Paging Read(int? limit, string? cursor, Faults faults)
    {
        if (limit is < 1 or > MostRows) faults.Add("limit", $"Ask for 1 to {MostRows} rows at a time.");
        var after = Cursor.TryParse(cursor);
        if (after is null && !string.IsNullOrEmpty(cursor)) faults.Add("cursor", "This is not the nextCursor of a page. Leave it out to begin at the start.");
        return new Paging(Math.Clamp(limit ?? UsualLimit, 1, MostRows), after);
    }

    /// <summary>Makes the page of what was fetched, each row shown as <paramref name="view"/> says.</summary>
    public Page<TView> Of<TRow, TView>(IReadOnlyList<TRow> fetched, Func<TRow, TView> view, Func<TRow, Cursor> cursor)
    {
        var more = fetched.Count > Limit;
        var rows = more ? fetched.Take(Limit) : fetched;
        return new Page<TView>([.. rows.Select(view)], more ? cursor(fetched[Limit - 1]).ToString() : null);
    }
}
