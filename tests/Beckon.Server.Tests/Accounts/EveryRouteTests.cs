using Beckon.Accounts;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Beckon.Server.Tests.Accounts;

public sealed class EveryRouteTests
{
    // Who may call these without a caller, and why.
    private static readonly string[] Open =
    [
        "GET /api/setup", // nobody can sign in before
        "POST /api/setup", // works once
        "POST /api/session", // signing in
        .. new[] { "/api/s/", "/api/s/s2s/", "/api/public/apps/" } // a browser asks without credentials whether a page may send
            .SelectMany(path => new[] { "identify", "track", "page", "screen", "group", "alias" }.Select(type => $"OPTIONS {path}{type}")),
        "OPTIONS /api/public/apps/batch",
    ];

    [Fact]
    public async Task Every_route_of_the_API_says_what_permission_it_requires()
    {
        var server = await Server.SharedAsync();
        var routes = server.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(IsOfApi).ToList();
        routes.Count.ShouldBeGreaterThan(5);
        Unguarded(routes).Except(Open).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_route_that_is_open_on_purpose_requires_nothing()
    {
        var server = await Server.SharedAsync();
        Open.Except(Unguarded(server.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())).ShouldBeEmpty();
    }

    [Fact]
    public void A_forgotten_permission_is_found()
    {
        var guarded = Route("/api/guarded", new RequiredPermission(Permission.ContactsRead));
        var forgotten = Route("/api/forgotten");
        Unguarded([guarded, forgotten]).ShouldBe(["DELETE /api/forgotten"]);
    }

    [Fact]
    public async Task Without_a_caller_every_other_route_answers_401()
    {
        var server = await Server.SharedAsync();
        using var anonymous = server.Client();
        foreach (var name in server.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(IsOfApi).SelectMany(Names).Except(Open))
        {
            var (method, path) = (name.Split(' ')[0], name.Split(' ')[1]);
            var answer = await anonymous.AskAsync(new(method), path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
            ((int)answer.Status).ShouldBe(401, name);
        }
    }

    private static IEnumerable<string> Unguarded(IEnumerable<RouteEndpoint> routes) =>
        routes.Where(route => route.Metadata.GetMetadata<RequiredPermission>() is null).SelectMany(Names);

    private static RouteEndpoint Route(string path, params object[] metadata) =>
        new(_ => Task.CompletedTask, RoutePatternFactory.Parse(path), 0, new([new HttpMethodMetadata(["DELETE"]), .. metadata]), path);

    private static bool IsOfApi(RouteEndpoint route) => Path(route).StartsWith("/api/", StringComparison.Ordinal);

    private static IEnumerable<string> Names(RouteEndpoint route) =>
        (route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]).Select(method => $"{method} {Path(route)}");

    private static string Path(RouteEndpoint route) => "/" + (route.RoutePattern.RawText ?? "").Trim('/');
}
