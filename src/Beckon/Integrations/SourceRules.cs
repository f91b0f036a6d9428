using Beckon.Accounts;
using Beckon.Events;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations;

/// <summary>What a source must look like; each check names its fault by the path of the value.</summary>
public static class SourceRules
{
    private const int LongestName = 100;
    private const int ShortestSecret = 16;
    private const int LongestSecret = 256;

    public static void CheckName(Faults faults, string? name)
    {
        if (name is null) return;
        if (name.Trim().Length is 0 or > LongestName) faults.Add("name", $"A name has 1 to {LongestName} characters.");
    }

    public static void CheckSettings(Faults faults, Integration integration, SourceSettings? settings)
    {
        if (settings is null) return;
        if (settings.TimeZone is { } zone) WorkspaceRules.CheckTimeZone(faults, "settings.timeZone", zone);
        if (settings.ShopUrl is not { } url) return;
        if (integration.Settings.All(setting => setting.Name != "shopUrl")) faults.Add("settings.shopUrl", $"{integration.Name} has no such setting.");
        else if (WebAddress.Normalize(url) is null) faults.Add("settings.shopUrl", "Give a full http or https address.");
    }

    /// <summary>A token opens the door alone, so a short one would be a hole.</summary>
    public static void CheckToken(Faults faults, string? token)
    {
        if (token is null) return;
        if (token.Length is < ShortestSecret or > LongestSecret || token.Any(c => c is <= ' ' or > '~'))
            faults.Add("token", $"Give {ShortestSecret} to {LongestSecret} characters without spaces, or leave it out and Beckon makes one.");
    }

    public static void CheckSigningSecret(Faults faults, string? secret)
    {
        if (secret?.Length > LongestSecret) faults.Add("signingSecret", $"A signing secret has at most {LongestSecret} characters.");
    }

    public static void CheckTakesSecrets(Faults faults, Integration integration, string? token, string? signingSecret)
    {
        const string sentence = "API keys open this door; it has no secrets of its own.";
        if (integration.BuiltIn is null) return;
        if (token is not null) faults.Add("token", sentence);
        if (signingSecret is not null) faults.Add("signingSecret", sentence);
    }
}
