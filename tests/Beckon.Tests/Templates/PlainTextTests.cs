using Beckon.Templates;
using static Beckon.Tests.Templates.Shoppers;

namespace Beckon.Tests.Templates;

public sealed class PlainTextTests
{
    [Fact]
    public void Makes_lines_of_blocks_and_keeps_the_addresses_of_links() =>
        Render(html: "<style>p{}</style><h1>Hello,\n  {{firstName}}</h1><p>Your <b>cart</b>&nbsp;waits.<br>Bye</p><a href=\"{{cart.url}}\">To the cart</a>")
            .Text.ShouldBe("Hello, Ada\n\nYour cart waits.\nBye\n\nTo the cart ( https://shop.test/cart/1?x=1&y=2 )");

    [Fact]
    public void Repeats_the_rows_of_a_table()
    {
        const string Rows = "<table>{{#product_feed \"user_abandoned_items\"}}<tr><td>{{name}}</td><td>{{money price}}</td></tr>{{/product_feed}}</table><p>End</p>";

        Render(html: Rows).Text.ShouldBe("Green <Tea> & Honey $12.50\nCup $8.00\n\nEnd");
    }

    [Fact]
    public void Uses_the_authors_own_text_where_there_is_one() => Render(html: "<p>a</p>", text: "Hi {{firstName}}").Text.ShouldBe("Hi Ada");

    [Fact]
    public void Leaves_out_what_is_not_shown() =>
        Render(html: "<p style=\"display: none\">no</p><!-- no --><script>no</script><a href=\"https://x.test\"><img src=\"a\" alt=\"\"></a><p>yes</p>").Text.ShouldBe("yes");

    [Fact]
    public void Falls_back_to_the_finished_html_where_blocks_and_tags_interlock() =>
        Render(html: "<p {{#if firstName}}title=\"a\">Yes{{else}}>No{{/if}}</p>").Text.ShouldBe("Yes");

    [Fact]
    public void Tells_the_built_in_template_in_words()
    {
        var email = new TemplateRenderer().Render(BuiltInTemplates.All[0].Content, Ada, explain: true);

        email.Text.ShouldBe(
            """
            Fern & Co

            Ada, you left something behind

            We kept your cart just as it was. It takes a minute to finish.

            Leaf
            Green <Tea> & Honey ( https://shop.test/tea?a=1&b=2 )
            Quantity 2
            $25.00

            Cup
            Quantity 1
            $8.00

            Total $33.00

            Return to your cart ( https://shop.test/cart/1?x=1&y=2 )

            You get this e-mail because you left items in your cart at Fern & Co. Unsubscribe ( https://beckon.test/u/abc )
            """);
        email.Problems.ShouldBeEmpty();
        email.Subject.ShouldBe("Ada, you left something behind");
    }
}
