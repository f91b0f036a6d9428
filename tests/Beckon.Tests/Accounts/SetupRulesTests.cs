using Beckon.Accounts;

namespace Beckon.Tests.Accounts;

public sealed class SetupRulesTests
{
    private static readonly SetupRequest Good = new(
        "Ada@Example.com", "four words in a row", Workspace: new("Ada's", "America/Los_Angeles", "USD", "US"));

    [Fact]
    public void Takes_a_complete_request() => SetupRules.Check(Good).None.ShouldBeTrue();

    [Fact]
    public void Names_every_fault_of_an_empty_request_by_its_path() =>
        SetupRules.Check(new(Workspace: new())).ToErrors().Keys.ShouldBe(
            ["email", "password", "workspace.name", "workspace.timeZone", "workspace.currency", "workspace.country"]);

    [Fact]
    public void Asks_for_the_workspace() => SetupRules.Check(Good with { Workspace = null }).ToErrors().Keys.ShouldBe(["workspace"]);

    [Theory]
    [InlineData("short")]
    [InlineData("nine char")]
    [InlineData("Password123")]
    [InlineData("ada@example.com")]
    [InlineData("abababababab")]
    public void Refuses_a_password_that_is_short_or_obvious(string password) =>
        SetupRules.Check(Good with { Password = password }).ToErrors().Keys.ShouldBe(["password"]);

    [Theory]
    [InlineData("Pacific Standard Time")]
    [InlineData("Mars/Olympus")]
    [InlineData("europe/paris")]
    [InlineData("../etc/passwd")]
    [InlineData("")]
    public void Refuses_a_zone_that_is_no_IANA_name(string zone) =>
        SetupRules.Check(Good with { Workspace = new("Ada's", zone, "USD", "US") }).ToErrors().Keys.ShouldBe(["workspace.timeZone"]);

    [Theory]
    [InlineData("UTC")]
    [InlineData("Europe/Kyiv")]
    [InlineData("America/Argentina/Buenos_Aires")]
    public void Takes_a_zone_by_its_IANA_name(string zone) =>
        SetupRules.Check(Good with { Workspace = new("Ada's", zone, "USD", "US") }).None.ShouldBeTrue();

    [Fact]
    public void Refuses_unknown_currencies_and_countries() =>
        SetupRules.Check(Good with { Workspace = new("Ada's", "UTC", "usd", "ZZ") }).ToErrors().Keys.ShouldBe(["workspace.currency", "workspace.country"]);

    [Theory]
    [InlineData("US", ConsentDefault.Subscribed)]
    [InlineData("UA", ConsentDefault.Subscribed)]
    [InlineData("DE", ConsentDefault.Unsubscribed)]
    [InlineData("NO", ConsentDefault.Unsubscribed)]
    [InlineData("GB", ConsentDefault.Unsubscribed)]
    [InlineData("CH", ConsentDefault.Unsubscribed)]
    [InlineData("CA", ConsentDefault.Unsubscribed)]
    public void The_country_decides_the_default_of_consent(string country, ConsentDefault expected) =>
        SetupRules.Consent(Good with { Workspace = new("Ada's", "UTC", "USD", country) }).Default.ShouldBe(expected);

    [Fact]
    public void A_choice_at_set_up_goes_before_the_country()
    {
        var workspace = new SetupWorkspace("Ada's", "UTC", "EUR", "DE", ConsentDefault.Subscribed);
        SetupRules.Consent(Good with { Workspace = workspace }).ShouldBe((ConsentDefault.Subscribed, "It was chosen at set-up."));
    }
}
