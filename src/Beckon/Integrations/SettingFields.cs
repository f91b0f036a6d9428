namespace Beckon.Integrations;

/// <summary>Fields that several integrations ask for when they are connected.</summary>
public static class SettingFields
{
    public static IntegrationSetting TimeZone { get; } = new(
        "timeZone", "Time zone", "The zone of times that come without an offset. Empty: that of the workspace.", Secret: false, Required: false);
}
