namespace Beckon.Accounts;

/// <summary>What each role and each key scope may do.</summary>
public static class PermissionSets
{
    public const Permission All = (Permission)((1 << 10) - 1);

    private const Permission Marketing = Permission.CampaignsRead | Permission.CampaignsWrite | Permission.ContactsRead
        | Permission.ContactsWrite | Permission.HistoryRead | Permission.SettingsRead | Permission.TestInboxRead;

    private const Permission Reading = Permission.ContactsRead | Permission.HistoryRead | Permission.CampaignsRead
        | Permission.SettingsRead | Permission.TestInboxRead;

    /// <summary>A person never sends events, so no role has <see cref="Permission.Ingest"/>.</summary>
    public static Permission Of(Role role) => role switch
    {
        Role.Owner or Role.Operator => All & ~Permission.Ingest,
        // Retailers give analysts campaigns and dynamic content as well: the two roles differ in name only, for now.
        Role.Marketing or Role.MarketingAnalyst => Marketing,
        Role.Staff => Permission.ContactsRead,
    };

    public static Permission Of(KeyScope scope) => scope switch
    {
        KeyScope.Ingest => Permission.Ingest,
        KeyScope.Contacts => Permission.ContactsRead,
        KeyScope.Read => Reading,
        KeyScope.Manage => All & ~Permission.Ingest,
    };

    public static Permission Of(IEnumerable<KeyScope> scopes) =>
        scopes.Aggregate(Permission.None, (sum, scope) => sum | Of(scope));

    /// <summary>The single permissions of a set, in the order of their declaration.</summary>
    public static IReadOnlyList<Permission> List(Permission set) =>
        [.. Enum.GetValues<Permission>().Where(one => one != Permission.None && (set & one) == one)];
}
