using System.Globalization;
using Beckon.Accounts;
using Beckon.Events;
using Beckon.Integrations.CustomWebhook;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Integrations;

/// <summary>What a source must look like; each check names its fault by the path of the value.</summary>
public static class SourceRules
{
    private const int LongestName = 100;
    private const int ShortestSecret = 16;
    private const int LongestSecret = 256;
    private const int LongestSetting = 2_000;
    private const int LongestMapping = 50_000;
    private const int LongestKey = 4_000;
    private const int MostMinutes = 7 * 24 * 60;
    private const int MostNumber = 1_000_000;

    public static void CheckName(Faults faults, string? name)
    {
        if (name is null) return;
        if (name.Trim().Length is 0 or > LongestName) faults.Add("name", $"A name has 1 to {LongestName} characters.");
    }

    /// <summary>What was filled in, and for what was not even shown the default. A field that was left empty stays empty.</summary>
    public static SourceSettings SettingsOf(Integration integration, IReadOnlyDictionary<string, string?>? said)
    {
        var values = new Dictionary<string, string?>(said ?? new Dictionary<string, string?>(), StringComparer.Ordinal);
        foreach (var setting in integration.Settings) values.TryAdd(setting.Name, setting.Default);
        return SourceSettings.Of(values);
    }

    /// <summary>Each setting is one that the integration asks for, and what it takes.</summary>
    public static void CheckSettings(Faults faults, Integration integration, IReadOnlyDictionary<string, string?>? settings)
    {
        foreach (var (name, value) in settings ?? new Dictionary<string, string?>())
        {
            var path = "settings." + name;
            if (string.IsNullOrWhiteSpace(value)) continue;
            if (integration.Settings.FirstOrDefault(one => one.Name == name && !one.Secret) is not { } setting)
                faults.Add(path, $"{integration.Name} has no such setting.");
            else if (setting.Kind == SettingKind.Mapping) CheckMapping(faults, path, value);
            else if (value.Length > LongestSetting) faults.Add(path, $"This has at most {LongestSetting} characters.");
            else CheckSetting(faults, path, setting.Kind, value.Trim());
        }
    }

    private static void CheckMapping(Faults faults, string path, string value)
    {
        if (value.Length > LongestMapping) faults.Add(path, $"A mapping has at most {LongestMapping} characters.");
        else MappingRules.Check(faults, path, value);
    }

    private static void CheckSetting(Faults faults, string path, SettingKind kind, string value)
    {
        if (kind == SettingKind.TimeZone) WorkspaceRules.CheckTimeZone(faults, path, value);
        else if (kind == SettingKind.Url && WebAddress.Normalize(value) is null) faults.Add(path, "Give a full http or https address.");
        else if (kind == SettingKind.Number && !(int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostNumber))
            faults.Add(path, $"Give a whole number, 0 to {MostNumber}.");
        else if (kind == SettingKind.Minutes && !(int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 1 and <= MostMinutes))
            faults.Add(path, $"Give a whole number of minutes, 1 to {MostMinutes} (a week).");
    }

    /// <summary>What connecting cannot do without.</summary>
    public static void CheckRequired(Faults faults, Integration integration, SourceRequest request)
    {
        foreach (var setting in integration.Settings.Where(one => one.Required))
        {
            var value = !setting.Secret ? request.Settings?.GetValueOrDefault(setting.Name)
                : setting.Name == IntegrationSetting.SigningSecret ? request.SigningSecret ?? request.Secrets?.GetValueOrDefault(setting.Name)
                : request.Secrets?.GetValueOrDefault(setting.Name);
            if (setting.Name == IntegrationSetting.Token || !string.IsNullOrWhiteSpace(value)) continue;
            faults.Add(setting.Name == IntegrationSetting.SigningSecret ? setting.Name : (setting.Secret ? "secrets." : "settings.") + setting.Name, "This is required.");
        }
    }

    /// <summary>Further secrets are ones that the integration asks for.</summary>
    public static void CheckSecrets(Faults faults, Integration integration, IReadOnlyDictionary<string, string?>? secrets)
    {
        foreach (var (name, value) in secrets ?? new Dictionary<string, string?>())
        {
            if (!integration.Settings.Any(one => one.Secret && one.Name == name && name != IntegrationSetting.Token))
                faults.Add("secrets." + name, $"{integration.Name} has no such secret.");
            else if (value?.Length > LongestKey) faults.Add("secrets." + name, $"A secret has at most {LongestKey} characters.");
        }
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
