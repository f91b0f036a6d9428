using Beckon.Accounts;

namespace Beckon.Tests.Accounts;

public sealed class PermissionSetsTests
{
    [Theory]
    [InlineData(Role.Owner)]
    [InlineData(Role.Operator)]
    public void Owner_and_operator_may_do_all_that_people_do(Role role) => PermissionSets.List(PermissionSets.Of(role)).ShouldBe(
    [
        Permission.ContactsRead, Permission.HistoryRead, Permission.CampaignsRead, Permission.CampaignsWrite,
        Permission.SettingsRead, Permission.SettingsWrite, Permission.TestInboxRead, Permission.ContactsWrite, Permission.Privacy,
    ]);

    [Theory]
    [InlineData(Role.Marketing)]
    [InlineData(Role.MarketingAnalyst)]
    public void Marketing_may_use_campaigns_but_change_no_settings(Role role) => PermissionSets.List(PermissionSets.Of(role)).ShouldBe(
    [
        Permission.ContactsRead, Permission.HistoryRead, Permission.CampaignsRead, Permission.CampaignsWrite,
        Permission.SettingsRead, Permission.TestInboxRead, Permission.ContactsWrite,
    ]);

    [Fact]
    public void Staff_may_look_contacts_up_and_nothing_else() =>
        PermissionSets.Of(Role.Staff).ShouldBe(Permission.ContactsRead);

    [Fact]
    public void A_key_may_do_the_sum_of_its_scopes()
    {
        PermissionSets.Of([KeyScope.Ingest]).ShouldBe(Permission.Ingest);
        PermissionSets.Of([KeyScope.Contacts]).ShouldBe(Permission.ContactsRead);
        PermissionSets.Of([KeyScope.Read]).HasFlag(Permission.SettingsWrite).ShouldBeFalse();
        PermissionSets.Of([KeyScope.Read]).HasFlag(Permission.CampaignsWrite).ShouldBeFalse();
        PermissionSets.Of([KeyScope.Manage]).HasFlag(Permission.Ingest).ShouldBeFalse();
        PermissionSets.Of(Enum.GetValues<KeyScope>()).ShouldBe(PermissionSets.All);
        PermissionSets.Of([]).ShouldBe(Permission.None);
    }

    [Fact]
    public void All_is_every_permission_there_is() =>
        PermissionSets.All.ShouldBe(Enum.GetValues<Permission>().Aggregate((sum, one) => sum | one));
}
