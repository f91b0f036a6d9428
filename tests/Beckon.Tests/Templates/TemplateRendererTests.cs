using System.Text.Json;
using Beckon.Events;
using Beckon.Templates;
using static Beckon.Tests.Templates.Shoppers;

namespace Beckon.Tests.Templates;

public sealed class TemplateRendererTests
{
    [Fact]
    public void Escapes_values_in_the_html_and_not_in_subject_and_text()
    {
        const string Name = "{{#product_feed \"user_abandoned_items\" limit=1}}{{name}}{{/product_feed}}";

        var email = Render(html: Name, subject: Name, text: Name);

        email.Html.ShouldBe("Green &lt;Tea&gt; &amp; Honey");
        email.Subject.ShouldBe("Green <Tea> & Honey");
        email.Text.ShouldBe("Green <Tea> & Honey");
        email.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Shows_the_products_that_were_left_behind_up_to_the_limit()
    {
        Html("{{#product_feed \"user_abandoned_items\" limit=1}}[{{@index}} {{quantity}}x{{name}} {{money total currency}}]{{/product_feed}}")
            .ShouldBe("[0 2xGreen &lt;Tea&gt; &amp; Honey $25.00]");
        Html("{{#product_feed \"User abandoned items\"}}{{brand}}{{#if @last}} of {{shop.name}}{{/if}},{{/product_feed}}").ShouldBe("Leaf, of Fern &amp; Co,");
    }

    [Fact]
    public void Shows_the_other_branch_when_the_feed_is_empty_or_not_offered()
    {
        const string Feed = "{{#product_feed \"user_abandoned_items\"}}x{{else}}Your cart{{/product_feed}}";

        Html(Feed, Ada with { Feeds = new Dictionary<string, IReadOnlyList<LineItem>> { [ProductFeeds.UserAbandonedItems] = [] } }).ShouldBe("Your cart");

        var without = Render(html: Feed, context: Ada with { Feeds = new Dictionary<string, IReadOnlyList<LineItem>>() });
        without.Html.ShouldBe("Your cart");
        without.Problems.ShouldHaveSingleItem().Sentence.ShouldStartWith("The product feed User abandoned items is not offered here");
        without.Blocking.ShouldBeNull();
    }

    [Theory]
    [InlineData("US", "USD", "1234.5", "$1,234.50")]
    [InlineData("FR", "EUR", "1234.5", "1 234,50 €")]
    [InlineData("DE", "EUR", "0", "0,00 €")]
    [InlineData("UA", "UAH", "99.9", "99,90 ₴")]
    [InlineData("US", "EUR", "5", "€5.00")]
    [InlineData("CA", "USD", "5", "US$5.00")]
    [InlineData("JP", "JPY", "1200", "¥1,200")]
    [InlineData("US", "USD", "-3", "-$3.00")]
    public void Writes_money_as_the_shops_country_does(string country, string currency, string amount, string expected)
    {
        var context = Ada with { Shop = Shop with { Country = country } };

        var written = Html($"{{{{money {amount} \"{currency}\"}}}}", context);

        written.Replace('\u00a0', ' ').Replace('\u202f', ' ').Replace('￥', '¥').ShouldBe(expected);
    }

    [Fact]
    public void Writes_dates_in_the_shops_zone()
    {
        // 02:30 UTC on March 1st is still February in New York.
        Html("{{date cart.abandonedAt \"d MMMM yyyy HH:mm\"}}").ShouldBe("28 February 2026 21:30");
        Problems("{{date cart.abandonedAt \"%\"}}").ShouldBe(["\"%\" is no date format. \"d MMMM yyyy\" is one."]);
        Problems("{{date firstName}}").ShouldBe(["date needs a time, not \"Ada\"."]);
    }

    [Fact]
    public void Compares_numbers_as_numbers_and_words_as_words()
    {
        Html("{{#if (gt cart.total 9)}}big{{else}}small{{/if}}").ShouldBe("big");
        Html("{{#if (eq firstName \"Ada\")}}yes{{/if}}{{#if (and (gte cart.itemCount 3) (not lastName))}} no last name{{/if}}").ShouldBe("yes no last name");
    }

    [Fact]
    public void Lets_an_empty_variable_render_empty_and_says_which()
    {
        var email = Render(html: "<p>\nDear {{lastName}}</p>{{fristName}}{{default lastName \"friend\"}}{{#if phone}}x{{/if}}");

        email.Html.ShouldBe("<p>\nDear </p>friend");
        email.Problems.Where(problem => problem.Path == "html").ShouldBe(
        [
            new("html", 2, "lastName is empty for this contact, so nothing is shown. {{default lastName \"…\"}} gives a word to use instead.", false),
            new("html", 2, "There is no variable fristName; nothing is shown in its place. Check the spelling.", false),
        ]);
    }

    [Fact]
    public void Says_nothing_of_empty_variables_when_sending()
    {
        var email = new TemplateRenderer().Render(new("{{lastName}}", "", "<p>{{fristName}}</p>", ""), Ada);

        email.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Shows_what_the_event_says_that_began_it_all()
    {
        var context = Ada with { Event = JsonElement.Parse("""{"name":"Tea <b>","price":12.5,"tags":["a","b"],"lines":[{"n":1},{"n":2}],"maker":{"name":"Leaf"},"url":"javascript:alert(1)"}""") };
        Html("{{event.name}} {{money event.price \"USD\"}} {{event.tags}} {{#each event.lines}}{{n}};{{/each}} {{event.maker.name}} [{{event.url}}] [{{event.email}}]", context)
            .ShouldBe("Tea &lt;b&gt; $12.50 a, b 1;2; Leaf [] []");
        Html("you looked at {{default event.brand \"a brand\"}}").ShouldBe("you looked at a brand");
    }

    [Fact]
    public void Keeps_addresses_that_are_no_web_pages_out_of_messages() =>
        Html("{{#product_feed \"user_abandoned_items\"}}[{{url}}]{{/product_feed}}").ShouldBe("[https://shop.test/tea?a&#x3D;1&amp;b&#x3D;2][]");

    [Fact]
    public void Makes_one_line_of_a_subject()
    {
        var context = Ada with { Contact = Ada.Contact with { FirstName = "Ada\r\nBcc: all@example.test" } };

        Render(subject: "Hi  {{firstName}}", context: context).Subject.ShouldBe("Hi Ada Bcc: all@example.test");
    }

    [Fact]
    public void Hides_the_preheader_at_the_top_of_the_body()
    {
        var email = Render(html: "<html><body class=\"a>b\"><p>x</p></body></html>", preheader: "For {{shop.name}}");

        email.Preheader.ShouldBe("For Fern & Co");
        email.Html.ShouldStartWith("<html><body class=\"a>b\"><div style=\"display:none;");
        email.Html.ShouldContain(">For Fern &amp; Co&#847;");
        email.Html.ShouldEndWith("</div><p>x</p></body></html>");
        email.Text.ShouldBe("x");
    }

    [Fact]
    public void Renders_the_same_from_many_threads()
    {
        var renderer = new TemplateRenderer();
        var content = BuiltInTemplates.All[0].Content;
        var expected = Enumerable.Range(0, 8).Select(i => renderer.Render(content, Of(i))).ToList();

        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            var email = renderer.Render(content, Of(i % 8));
            email.Html.ShouldBe(expected[i % 8].Html);
            email.Text.ShouldBe(expected[i % 8].Text);
        });

        static RenderContext Of(int i) => Ada with { Contact = Ada.Contact with { FirstName = "Name" + i } };
    }
}
