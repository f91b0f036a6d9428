namespace Beckon.Server.Tests;

/// <summary>The script that shops load.</summary>
public sealed class SnippetTests
{
    [Fact]
    public async Task Is_served_to_every_site_and_answered_304_while_it_is_the_same()
    {
        using var anyone = (await Server.SharedAsync()).Client();
        using var first = await anyone.GetAsync("/beckon.js");
        first.EnsureSuccessStatusCode();
        first.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        first.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromHours(1));
        first.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        (await first.Content.ReadAsStringAsync()).ShouldContain("/browser/events");

        using var again = new HttpRequestMessage(HttpMethod.Get, "/beckon.js");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var same = await anyone.SendAsync(again);
        ((int)same.StatusCode).ShouldBe(304);
    }

    [Fact]
    public async Task Under_the_name_of_its_content_it_is_kept_forever()
    {
        using var anyone = (await Server.SharedAsync()).Client();
        using var first = await anyone.GetAsync("/beckon.js");
        var hash = first.Headers.ETag!.Tag.Trim('"');
        using var named = await anyone.GetAsync($"/beckon.{hash}.js");
        named.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        (await named.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Travels_compressed_in_under_six_kilobytes()
    {
        using var anyone = (await Server.SharedAsync()).Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/beckon.js");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br");
        using var answer = await anyone.SendAsync(request);
        answer.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        (await answer.Content.ReadAsByteArrayAsync()).Length.ShouldBeLessThan(6 << 10);
    }
}
