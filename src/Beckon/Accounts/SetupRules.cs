using Beckon.Kernel;

namespace Beckon.Accounts;

/// <summary>What a set-up must contain, and what follows from it.</summary>
public static class SetupRules
{
    private const int LongestName = 100;

    public static Faults Check(SetupRequest request)
    {
        var faults = new Faults();
        if (EmailAddress.Normalize(request.Email) is null) faults.Add("email", "Give the owner's e-mail address.");
        PasswordRules.Check(faults, "password", request.Password, EmailAddress.Normalize(request.Email));
        if (request.Name?.Trim().Length > LongestName) faults.Add("name", $"A name has at most {LongestName} characters.");
        if (request.Workspace is not { } workspace)
        {
            faults.Add("workspace", "Say what the workspace is: its name, time zone, currency and country.");
            return faults;
        }
        WorkspaceRules.CheckName(faults, "workspace.name", workspace.Name);
        WorkspaceRules.CheckTimeZone(faults, "workspace.timeZone", workspace.TimeZone);
        WorkspaceRules.CheckCurrency(faults, "workspace.currency", workspace.Currency);
        WorkspaceRules.CheckCountry(faults, "workspace.country", workspace.Country);
        return faults;
    }

    /// <summary>Whether people who were never asked count as subscribed, and why.</summary>
    public static (ConsentDefault Default, string Reason) Consent(SetupRequest request)
    {
        var country = request.Workspace?.Country ?? "";
        if (request.Workspace?.EmailConsentDefault is { } chosen) return (chosen, "It was chosen at set-up.");
        return OptInCountries.Law(country) is { } law
            ? (ConsentDefault.Unsubscribed, $"In {country} people must agree before they get marketing e-mail ({law}).")
            : (ConsentDefault.Subscribed, $"In {country} people may get marketing e-mail until they unsubscribe.");
    }
}
