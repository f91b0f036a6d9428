using Beckon.Tests.Planted.Early;

namespace Beckon.Tests;

/// <summary>The house in one list: a capability uses those before it, never one after it. The list is also the reading order.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Order =
    [
        "Kernel", "Storage", "Accounts", "Events", "Catalog", "Contacts", "Identity", "Orders", "Loyalty", "Discounts", "Rfm", "Predictions", "Audiences",
        "Templates", "Delivery", "Flows", "Campaigns", "Analytics", "Pipeline", "Privacy", "Integrations",
    ];

    // What decides: found by these endings, and by name where a name says more than an ending would.
    private static readonly string[] HeartEndings = ["Rules", "Policy", "Runner", "Review"];

    private static readonly string[] Hearts =
    [
        "Beckon.Identity.Identifier", "Beckon.Identity.People", "Beckon.Delivery.EmailComposer", "Beckon.Delivery.Outcomes",
        "Beckon.Templates.TemplateRenderer", "Beckon.Templates.CompiledTemplate", "Beckon.Campaigns.CampaignFlow",
        "Beckon.Flows.FlowBatch", "Beckon.Flows.Simulation.SimulatedContact", "Beckon.Flows.Simulation.ContactPast", "Beckon.Flows.Simulation.SimulationSum", "Beckon.Flows.Passage", "Beckon.Kernel.LocalTimes", "Beckon.Flows.DueOrder", "Beckon.Flows.DateRules", "Beckon.Flows.Simulation.ScenarioPlay", "Beckon.Delivery.SendingRules", "Beckon.Delivery.QuietHours", "Beckon.Flows.FlowSight", "Beckon.Flows.ContactLook",
        "Beckon.Audiences.Matching.AudienceMatcher", "Beckon.Audiences.Matching.Explainer", "Beckon.Audiences.Membership.AudienceNews", "Beckon.Rfm.RfmNews", "Beckon.Predictions.Fitting.BgNbd",
        "Beckon.Predictions.Fitting.GammaGamma", "Beckon.Predictions.Fitting.ModelFitter", "Beckon.Predictions.Predictor",
        "Beckon.Integrations.CartApi.CartCall", "Beckon.Integrations.Jane.JaneWebhook", "Beckon.Integrations.Jane.JaneCart",
        "Beckon.Integrations.Jane.JaneStatus", "Beckon.Integrations.Jane.JaneSignature", "Beckon.Integrations.Yespo.AddOrders",
        "Beckon.Integrations.Yespo.SentOrder", "Beckon.Integrations.Yespo.EventCall", "Beckon.Integrations.Yespo.ContactCall",
        "Beckon.Integrations.Yespo.ContactsCall", "Beckon.Integrations.Yespo.SubscribeCall", "Beckon.Integrations.Yespo.UnsubscribedCall",
        "Beckon.Integrations.Yespo.TrackerCall", "Beckon.Integrations.Aiq.SaleCall", "Beckon.Integrations.Aiq.MemberCall",
        "Beckon.Integrations.Aiq.OptInCall", "Beckon.Integrations.Aiq.InventoryCall", "Beckon.Integrations.Aiq.PersonaQuery",
        "Beckon.Integrations.EventsApi.NativeEvents", "Beckon.Integrations.EventsApi.NativeEvent",
        "Beckon.Integrations.EventsApi.NativeOrder",
    ];

    private static readonly string[] Shell = ["Npgsql", "Dapper", "Microsoft.AspNetCore"];

    private static readonly Architecture Engine = new(typeof(Beckon).Assembly, "Beckon");
    private static readonly Architecture Planted = new(typeof(Impatient).Assembly, "Beckon.Tests.Planted");

    [Fact]
    public void A_capability_uses_only_those_before_it() => Engine.UsesOfLater(Order).ShouldBeEmpty();

    [Fact]
    public void A_use_of_a_later_capability_is_found_in_method_bodies() =>
        Planted.UsesOfLater(["Early", "Late"]).ShouldBe(["Beckon.Tests.Planted.Early.Impatient uses Beckon.Tests.Planted.Late.Successor"]);

    [Fact]
    public void Every_type_belongs_to_a_capability_of_the_list() =>
        Engine.Types.Where(type => type != typeof(Beckon) && type.DeclaringType is null).Select(Engine.CapabilityOf).Except(Order).ShouldBeEmpty();

    [Fact]
    public void What_decides_knows_neither_database_nor_web()
    {
        var hearts = Engine.Types.Where(IsHeart).ToList();
        Hearts.Except(hearts.Select(type => type.FullName)).ShouldBeEmpty("A heart of the list is gone: name its successor.");
        hearts.SelectMany(heart => Impurities(Engine, heart)).ShouldBeEmpty();
    }

    [Fact]
    public void A_heart_that_touches_the_database_is_found() =>
        Impurities(Planted, typeof(Impatient)).ShouldBe(["Beckon.Tests.Planted.Early.Impatient uses Npgsql.NpgsqlConnectionStringBuilder"]);

    // Dapper's rules are about the database by their nature.
    private static bool IsHeart(Type type) =>
        type.DeclaringType is null && type.FullName is { } name && Engine.CapabilityOf(type) is not (null or "Storage")
        && (Hearts.Contains(name) || HeartEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal))
            || name.StartsWith("Beckon.Integrations.Reading.", StringComparison.Ordinal));

    // Nor do the hands of a shell count as clean: a store, or routes.
    private static List<string> Impurities(Architecture house, Type heart) =>
    [
        .. house.ReachOf(heart)
            .Where(used => Shell.Any(shell => used.Namespace?.StartsWith(shell, StringComparison.Ordinal) == true)
                || used.Name.EndsWith("Store", StringComparison.Ordinal) || used.Name.EndsWith("Api", StringComparison.Ordinal))
            .Select(used => $"{heart.FullName} uses {used.FullName}")
            .Order(StringComparer.Ordinal),
    ];
}
