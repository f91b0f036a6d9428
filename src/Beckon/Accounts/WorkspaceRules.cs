using System.Diagnostics.CodeAnalysis;
using Beckon.Kernel;

namespace Beckon.Accounts;

/// <summary>What the settings of a workspace must look like; each check names its fault by the path of the value.</summary>
public static class WorkspaceRules
{
    private const int LongestName = 100;
    private const int MostAttributionDays = 90;

    public static void CheckName(Faults faults, string path, [NotNull] string? name)
    {
        name ??= "";
        if (string.IsNullOrWhiteSpace(name)) faults.Add(path, "Give the workspace a name, such as that of the shop.");
        else if (name.Trim().Length > LongestName) faults.Add(path, $"A name has at most {LongestName} characters.");
    }

    public static void CheckTimeZone(Faults faults, string path, [NotNull] string? zone)
    {
        zone ??= "";
        var known = zone == "UTC" || (zone.Length is > 0 and < 64 && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId && found.Id == zone);
        if (!known) faults.Add(path, "Give the time zone by its IANA name, such as Europe/Paris or America/Los_Angeles.");
    }

    public static void CheckCurrency(Faults faults, string path, [NotNull] string? currency)
    {
        currency ??= "";
        if (!Currencies.Knows(currency)) faults.Add(path, "Give the currency by its ISO 4217 code in capitals, such as USD or EUR.");
    }

    public static void CheckCountry(Faults faults, string path, [NotNull] string? country)
    {
        country ??= "";
        if (!CallingCodes.Knows(country)) faults.Add(path, "Give the country by its ISO 3166 code of two capitals, such as US or FR.");
    }

    public static void CheckAttributionDays(Faults faults, string path, int days)
    {
        if (days is < 0 or > MostAttributionDays) faults.Add(path, $"Give a number of days from 0 (no credit) to {MostAttributionDays}.");
    }
}
