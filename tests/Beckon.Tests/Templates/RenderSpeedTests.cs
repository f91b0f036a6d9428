using System.Diagnostics;
using Beckon.Delivery.Tracking;
using Beckon.Kernel;
using Beckon.Templates;
using Xunit.Abstractions;
using static Beckon.Tests.Templates.Shoppers;

namespace Beckon.Tests.Templates;

public sealed class RenderSpeedTests(ITestOutputHelper output)
{
    [Fact]
    public void Renders_and_rewrites_the_built_in_template_fast_enough_for_thousands_a_second()
    {
        var renderer = new TemplateRenderer();
        var content = BuiltInTemplates.All[0].Content;
        var links = new TrackingLinks(new TrackingToken(new MasterKey(new byte[32])), new PublicUrl("https://beckon.test"));
        var id = Guid.CreateVersion7();
        var watch = Stopwatch.StartNew();
        One();
        output.WriteLine($"first: {watch.Elapsed.TotalMilliseconds:F1} ms");
        for (var i = 0; i < 2_000; i++) One();

        const int Runs = 5_000;
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            watch.Restart();
            for (var i = 0; i < Runs / 5; i++) One();
            if (watch.Elapsed < best) best = watch.Elapsed;
        }

        var micros = best.TotalMicroseconds / (Runs / 5);
        output.WriteLine($"{micros:F1} µs per message, {links.ToString()!.Length}");
        // 200 µs is the aim on a quiet machine; the bound leaves room for a busy one.
        micros.ShouldBeLessThan(1_000);

        void One()
        {
            var email = renderer.Compile(content).Render(Ada);
            LinkRewriter.Rewrite(email.Html, links, id, id).Length.ShouldBeGreaterThan(1_000);
        }
    }
}
