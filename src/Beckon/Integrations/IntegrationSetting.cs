using Beckon.Events;

namespace Beckon.Integrations;

/// <summary>A field of the form in which an integration is connected.</summary>
/// <param name="Name">Its name in the request, such as <c>signingSecret</c>.</param>
/// <param name="Title">Its label.</param>
/// <param name="Description">What to fill in.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Required">Whether connecting needs it.</param>
public sealed record IntegrationSetting(string Name, string Title, string Description, SettingKind Kind, bool Required = false)
{
    public const string Token = "token";
    public const string SigningSecret = "signingSecret";
    public const string TimeZone = "timeZone";
    public const string ShopUrl = "shopUrl";

    /// <summary>What it is until the retailer fills in something else; null: nothing.</summary>
    public string? Default { get; init; }

    /// <summary>Whether it is kept encrypted and never shown again.</summary>
    public bool Secret => Kind == SettingKind.Secret;

    /// <summary>For platforms that do not say when a cart was abandoned: Beckon counts the minutes.</summary>
    public static IntegrationSetting IdleCart { get; } = new(
        SourceSettings.IdleCart, "Abandoned after (minutes)",
        "An open cart counts as abandoned after so many minutes without change. Empty: only what is reported as abandoned counts.",
        SettingKind.Minutes)
    {
        Default = "60",
    };

    /// <summary>For platforms that tell how much of a product there is.</summary>
    public static IntegrationSetting LowStock { get; } = new(
        "lowStock", "Few left from", "From how many pieces on a product counts as running low. Empty: 5.", SettingKind.Number);

    /// <summary>The zone of times that come without an offset.</summary>
    public static IntegrationSetting Zone { get; } = new(
        TimeZone, "Time zone", "The zone of times that come without an offset. Empty: that of the workspace.", SettingKind.TimeZone);
}

/// <summary>What a setting takes.</summary>
public enum SettingKind
{
    Text,

    /// <summary>A full http or https address.</summary>
    Url,

    /// <summary>An IANA name.</summary>
    TimeZone,

    /// <summary>A whole number of minutes, 1 to 10,080 (a week).</summary>
    Minutes,

    /// <summary>A whole number, 0 to 1,000,000.</summary>
    Number,

    /// <summary>Kept encrypted, never shown again.</summary>
    Secret,

    /// <summary>What the fields of a call mean, in JSON; made on the page of the source.</summary>
    Mapping,
}
