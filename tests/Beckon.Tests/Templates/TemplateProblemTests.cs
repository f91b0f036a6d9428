using System.Diagnostics;
using Beckon.Templates;
using static Beckon.Tests.Templates.Shoppers;

namespace Beckon.Tests.Templates;

public sealed class TemplateProblemTests
{
    [Theory]
    [InlineData("a\n{{#if firstName}}x", 2, "{{#if}} is never closed: add {{/if}}.")]
    [InlineData("{{#if firstName}}\n{{#each cart.items}}\n{{/if}}", 3, "{{/if}} stands where {{/each}} must: {{#each}} of line 2 is still open.")]
    [InlineData("{{/if}}", 1, "{{/if}} closes nothing: there is no {{#if}} before it.")]
    [InlineData("\n\n{{firstName", 3, "A {{ is never closed: add }} (and check the quotes between).")]
    [InlineData("{{}}", 1, "{{}} is empty: name a variable between the braces.")]
    [InlineData("{{else}}", 1, "{{else}} stands outside of any block.")]
    [InlineData("{{> footer}}", 1, "Partials and inline blocks ({{> …}}, {{* …}}) are not supported: put their content here.")]
    [InlineData("{{#*inline \"x\"}}{{/inline}}", 1, "Partials and inline blocks ({{> …}}, {{* …}}) are not supported: put their content here.")]
    [InlineData("{{{{raw}}}}x{{{{/raw}}}}", 1, "Four braces are not supported: use two, or three for a value that is HTML already.")]
    [InlineData("{{#if}}x{{/if}}", 1, "{{#if}} needs a value after its name.")]
    [InlineData("{{if firstName}}", 1, "if is a block: write {{#if …}} … {{/if}}.")]
    [InlineData("{{#if (eq firstName \"Ada\")}}{{money (cart.total}}{{/if}}", 1, "There is no helper cart.total.")]
    [InlineData("{{money}}", 1, "money needs a value: {{money …}}.")]
    [InlineData("{{shout firstName}}", 1, "There is no helper shout.")]
    [InlineData("{{default firstName \"there}}", 1, "A quotation mark is never closed.")]
    public void Says_what_is_wrong_and_in_which_line(string html, int line, string sentence)
    {
        var problem = Render(html: html).Blocking.ShouldNotBeNull();

        problem.Path.ShouldBe("html");
        problem.Line.ShouldBe(line);
        problem.Sentence.ShouldStartWith(sentence);
    }

    [Theory]
    [InlineData("{{firstName.Length}}")]
    [InlineData("{{cart.items.Length}}{{cart.items.Count}}")]
    [InlineData("{{cart.GetType}}{{cart.constructor.name}}{{cart.__proto__}}")]
    [InlineData("{{now.Year}}{{now.UtcDateTime}}")]
    [InlineData("{{#with cart}}{{Names}}{{/with}}")]
    [InlineData("{{lookup firstName \"Length\"}}{{lookup cart \"Names\"}}")]
    public void Reads_nothing_of_a_value_but_its_own_fields(string html) => Html(html).ShouldBe("");

    [Fact]
    public void Stops_a_part_that_grows_too_long()
    {
        var email = Render(html: "{{#each cart.items}}" + new string('x', 400_000) + "{{#each ../cart.items}}" + new string('y', 200_000) + "{{/each}}{{/each}}");

        email.Html.ShouldBe("");
        email.Blocking.ShouldNotBeNull().Sentence.ShouldBe("This part grows beyond 1,000,000 characters: shorten it or limit its lists.");
    }

    [Fact]
    public void Stops_lists_within_lists_within_lists()
    {
        var many = Enumerable.Repeat(Tea, 100).ToList();
        var context = Ada with { Cart = Ada.Cart! with { Items = many } };
        var html = string.Concat(Enumerable.Repeat("{{#each @root.cart.items}}", 12)) + string.Concat(Enumerable.Repeat("{{/each}}", 12));
        var watch = Stopwatch.StartNew();

        var email = Render(html: html, context: context);

        email.Blocking.ShouldNotBeNull().Sentence.ShouldStartWith("This part does too much");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Refuses_depths_and_numbers_that_would_exhaust_the_server()
    {
        Problems(string.Concat(Enumerable.Repeat("{{#if a}}", 5_000)))[0].ShouldBe("A part can hold 2,000 of {{…}}; this one has more.");
        Problems(string.Concat(Enumerable.Repeat("{{#if a}}", 30)) + string.Concat(Enumerable.Repeat("{{/if}}", 30)))[0]
            .ShouldBe("Blocks can stand 20 deep within each other; this one is deeper.");
        Problems("{{#if " + string.Concat(Enumerable.Repeat("(not ", 3_000)) + "a" + new string(')', 3_000) + "}}{{/if}}")[0]
            .ShouldBe("Brackets can stand five deep within each other.");
    }

    [Fact]
    public void Survives_any_text_between_braces()
    {
        string[] pieces = ["{{", "}}", "{{{", "}}}", "#if ", "/if", "else", "(", ")", "\"", "'", "[", "]", "../", "@root", "=", "|", "as |x|", "~", "!--", "--", ".", " ", "a", "\\", "&", "^", "\n", "#each cart.items", "/each", "1", "#product_feed "];
        var random = new Random(7);
        var renderer = new TemplateRenderer();
        for (var i = 0; i < 3_000; i++)
        {
            var html = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => pieces[random.Next(pieces.Length)]));

            Should.NotThrow(() => renderer.Render(new(html, "", html, ""), Ada, explain: true), html);
        }
    }
}
