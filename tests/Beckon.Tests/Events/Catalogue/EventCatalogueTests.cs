using System.Text.Json;
using Beckon.Events;
using Beckon.Events.Catalogue;
using Beckon.Kernel;

namespace Beckon.Tests.Events.Catalogue;

public sealed class EventCatalogueTests
{
    // Of the published list of flow events, in its order.
    private static readonly string[] FlowEvents =
    [
        "order_created", "order_completed", "order_fulfilled", "order_canceled", "order_refunded",
        "checkout_started", "cart_updated", "cart_abandoned",
        "active_on_site", "viewed_product", "viewed_brand", "viewed_category", "added_to_cart", "removed_from_cart", "started_product_review",
        "completed_product_review",
        "customer_created", "customer_updated", "customer_optin_status_changed",
        "back_in_stock", "price_drop", "new_product_added", "low_inventory",
        "customer_checked_in", "customer_checked_out", "customer_assigned_to_budtender",
    ];

    [Fact]
    public async Task It_has_every_name_of_the_golden_file_once_and_no_other()
    {
        var golden = await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "tests", "Beckon.Tests", "Events", "event-names.txt"));
        EventCatalogue.All.Select(type => type.Name).ShouldBe(golden, ignoreOrder: true);
    }

    [Fact]
    public void It_has_every_published_flow_event_in_its_group()
    {
        FlowEvents.Where(name => !EventCatalogue.Knows(name)).ShouldBeEmpty();
        EventCatalogue.All.Where(type => type.Subject == EventSubject.Product).Select(type => type.Name).ShouldBe(FlowEvents[19..23]);
        EventCatalogue.All.Where(type => type.Group == EventGroup.Behaviour).Select(type => type.Name).Where(name => name != EventNames.ViewedPage)
            .ShouldBe(FlowEvents[8..16]);
    }

    [Fact]
    public void Every_property_is_described_once_with_an_example_that_fits_it()
    {
        foreach (var type in EventCatalogue.All)
        {
            type.Sentence.ShouldEndWith(".", customMessage: type.Name);
            type.Properties.Select(one => one.Name).ShouldBeUnique(type.Name);
            type.Properties.Count.ShouldBeLessThan(64, "The review keeps a bit for each.");
            foreach (var property in type.Properties)
            {
                property.Sentence.ShouldEndWith(".", customMessage: property.Name);
                if (property.Choices.Count > 0) property.Choices.ShouldContain(JsonElement.Parse(property.Example).GetString());
            }
        }
    }

    [Fact]
    public void What_its_examples_say_gets_no_warning()
    {
        foreach (var type in EventCatalogue.All)
        {
            var properties = $"{{{string.Join(',', type.Properties.Select(one => $"\"{one.Name}\":{one.Example}"))}}}";
            var warnings = EventReview.WarningsOf(new()
            {
                Id = Guid.Empty,
                SourceId = Guid.Empty,
                MessageId = "",
                Name = type.Name,
                OccurredAt = default,
                ReceivedAt = default,
                Properties = RawJson.Parse(properties),
            });
            (warnings ?? []).Where(one => one.Property is not null).ShouldBeEmpty(type.Name);
        }
    }

    // Written anew with BECKON_WRITE_DOCS=1.
    [Fact]
    public async Task The_page_for_developers_is_true()
    {
        var path = Path.Combine(Repository.Root, "docs", "developers", "events.md");
        var page = await File.ReadAllTextAsync(path);
        var written = CataloguePage.Into(page);
        if (Environment.GetEnvironmentVariable("BECKON_WRITE_DOCS") == "1") await File.WriteAllTextAsync(path, written);
        (await File.ReadAllTextAsync(path)).ShouldBe(written, "Write docs/developers/events.md anew: BECKON_WRITE_DOCS=1 with this test.");
    }
}
