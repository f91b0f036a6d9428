using System.Net;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Beckon.Server.Tests;

/// <summary>What is served beside the API: the dashboard's files, and its page for addresses that only it knows.</summary>
public sealed class DashboardTests : IAsyncLifetime, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("beckon-dashboard").FullName;
    private readonly HttpClient _http = new(new SocketsHttpHandler());
    private WebApplication? _app;

    [Theory]
    [InlineData("/")]
    [InlineData("/contacts/con_1?tab=orders")]
    [InlineData("/automation/event-history")]
    public async Task Opens_the_page_for_an_address_only_the_dashboard_knows(string path)
    {
        var answer = await GetAsync(path, accept: "text/html");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("<p>the page</p>");
        answer.Headers.CacheControl!.NoCache.ShouldBeTrue();
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'self'; style-src 'self' 'unsafe-inline'; ");
    }

    [Theory]
    [InlineData("/api/nothing", "text/html,*/*;q=0.8")]
    [InlineData("/v1/nothing", "text/html,*/*;q=0.8")]
    [InlineData("/contacts", "application/json")]
    [InlineData("/assets/gone-0000.js", "*/*")]
    public async Task Answers_a_machine_with_a_problem_not_with_the_page(string path, string accept)
    {
        var answer = await GetAsync(path, accept);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Still_says_that_a_method_is_wrong() =>
        (await GetAsync("/send", accept: "text/html")).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);

    [Fact]
    public async Task Leaves_routes_to_their_handlers() =>
        (await (await GetAsync("/api/known", accept: "text/html")).Content.ReadAsStringAsync()).ShouldBe("known");

    [Fact]
    public async Task Lets_built_assets_be_kept_forever()
    {
        var answer = await GetAsync("/assets/index-1a2b.js", accept: "*/*");

        answer.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
    }

    [Theory]
    [InlineData("/assets/index-1a2b.js", "text/javascript", "packed")]
    [InlineData("/contacts", "text/html", "packed page")]
    public async Task Sends_the_compressed_file_to_a_browser_that_takes_it(string path, string type, string body)
    {
        var answer = await GetAsync(path, accept: "text/html", encodings: "gzip, deflate, br");

        (await answer.Content.ReadAsStringAsync()).ShouldBe(body);
        answer.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        answer.Headers.Vary.ShouldBe(["Accept-Encoding"]);
    }

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "assets"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "index.html"), "<p>the page</p>");
        await File.WriteAllTextAsync(Path.Combine(_folder, "assets", "index-1a2b.js"), "1");
        await File.WriteAllTextAsync(Path.Combine(_folder, "assets", "index-1a2b.js.br"), "packed");
        await File.WriteAllTextAsync(Path.Combine(_folder, "index.html.br"), "packed page");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddApiConventions();
        _app = builder.Build();
        _app.UseApiConventions();
        _app.MapGet("/api/known", () => "known");
        _app.MapPost("/send", () => "sent");
        _app.MapDashboard(_folder);
        await _app.StartAsync();
        _http.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> GetAsync(string path, string accept, string encodings = "gzip")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", encodings);
        return await _http.SendAsync(request);
    }
}
