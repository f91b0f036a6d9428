using System.Globalization;
using System.Text;
using Beckon.Kernel;
using Beckon.Loyalty;

namespace Beckon.Integrations.Aiq;

/// <summary>What <c>GET /piis</c> is asked: <c>start</c>, <c>limit</c>, <c>sort</c>, <c>dir</c> and <c>search</c>.</summary>
/// <param name="Filter">Which contacts.</param>
/// <param name="Page">Which part of them, in which order.</param>
public sealed record PersonaQuery(ShopperFilter Filter, ShopperPage Page)
{
    private const int LeastLimit = 100;
    private const int MostLimit = 2_000;
    private const int LongestSearch = 200;

    /// <param name="asked">A parameter's value; an empty text where it is left out.</param>
    /// <param name="faults">What cannot be understood.</param>
    public static PersonaQuery Read(Func<string, string> asked, Faults faults)
    {
        var start = Number(asked("start"), 0);
        if (start is null) faults.Add("start", "This must be a number from 0 on.");
        var limit = Number(asked("limit"), LeastLimit);
        if (limit is null or > MostLimit) faults.Add("limit", $"Ask for {LeastLimit} to {MostLimit}.");
        var sort = SortOf(asked("sort"), faults);
        if (asked("dir") is not ("" or "asc" or "desc")) faults.Add("dir", "This must be asc or desc.");
        var filter = FilterOf(asked("search"), faults);
        // As there, fewer than the least are not given.
        return new(filter, new ShopperPage(start ?? 0, Math.Clamp(limit ?? LeastLimit, LeastLimit, MostLimit), sort, asked("dir") == "desc"));
    }

    private static int? Number(string text, int otherwise) =>
        text.Length == 0 ? otherwise : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ShopperSort SortOf(string text, Faults faults)
    {
        switch (text)
        {
            case "" or "inserted": return ShopperSort.Inserted;
            case "name": return ShopperSort.Name;
            case "email": return ShopperSort.Email;
            case "mobilePhone": return ShopperSort.Phone;
            default:
                faults.Add("sort", "Sort by inserted, name, email or mobilePhone.");
                return ShopperSort.Inserted;
        }
    }

    private static ShopperFilter FilterOf(string search, Faults faults)
    {
        var filter = new ShopperFilter();
        if (search.Length > LongestSearch)
        {
            faults.Add("search", $"Search with at most {LongestSearch} characters.");
            return filter;
        }
        var name = new StringBuilder();
        foreach (var word in Words(search.Replace("\0", "", StringComparison.Ordinal)))
        {
            filter = word switch
            {
                "has:phone" or "has:mobile" => filter with { HasPhone = true },
                "has:email" => filter with { HasEmail = true },
                "is:member" => filter with { IsMember = true },
                "not:member" => filter with { IsMember = false },
                _ when word.StartsWith("email:", StringComparison.OrdinalIgnoreCase) => filter with { Email = word["email:".Length..].ToLowerInvariant() },
                _ => filter,
            };
            if (word.Contains(':', StringComparison.Ordinal))
            {
                if (filter == new ShopperFilter()) faults.Add("search", "Search by has:phone, has:mobile, has:email, is:member, not:member, email:… or a name.");
                continue;
            }
            if (name.Length > 0) name.Append(' ');
            name.Append(word);
        }
        return name.Length == 0 ? filter : filter with { Name = name.ToString() };
    }

    // Words in quotation marks belong together.
    private static IEnumerable<string> Words(string search) => search
        .Split('"')
        .SelectMany((part, index) => index % 2 == 1 ? [part.Trim()] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(word => word.Length > 0);
}
