using Beckon.Accounts;
using Beckon.Server.Tests.Integrations;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Beckon.Server.Tests.Fuzz;

/// <summary>
/// All the doors there are, found and not listed: those of the suites that inherit <see cref="DoorTests"/>, and every other route that takes in what an
/// API key may send, opened in the manners in which keys are sent.
/// </summary>
internal static class EveryDoor
{
    // What some door or other would take.
    private static readonly string[] Guesses =
    [
        """{"email": "ada@example.com", "event": "viewed_product", "userId": "u1", "type": "track", "messageId": "fuzz", "properties": {"productId": "p", "price": 5.5}, "timestamp": "2026-03-02T10:00:00Z"}""",
        """{"batch": [{"type": "identify", "userId": "u1", "messageId": "b1", "traits": {"email": "ada@example.com"}, "timestamp": "2026-03-02T10:00:00Z"}], "sentAt": "2026-03-02T10:00:00Z"}""",
        """[{"event": "viewed_product", "email": "ada@example.com", "items": [{"id": 1, "price": "2.50"}]}]""",
    ];

    private static readonly Func<string, (string, string)>[] Manners =
    [
        key => ("Authorization", "Bearer " + key),
        key => ("Authorization", "Basic " + Base64("any:" + key)),
        key => ("Authorization", "Basic " + Base64(key + ":")),
        key => ("X-APIKEY", key),
    ];

    /// <summary>The doors of a workspace, each with a body to spoil.</summary>
    public static async Task<List<(DoorCall Call, string Body)>> OfAsync(TestWorkspace workspace)
    {
        var doors = new List<(DoorCall, string)>();
        foreach (var suite in Suites()) doors.Add(await suite(workspace));
        foreach (var path in Paths(workspace).Where(path => !doors.Exists(door => Fits(path, door.Item1.Path))))
        {
            foreach (var call in await OpenedAsync(workspace, path)) doors.Add((call, await GuessAsync(workspace, call)));
        }
        return doors;
    }

    /// <summary>Routes that take something in and that nothing here gets through: their suite has to inherit <see cref="DoorTests"/>.</summary>
    public static async Task<List<string>> ClosedAsync(TestWorkspace workspace)
    {
        var doors = await OfAsync(workspace);
        return [.. Paths(workspace).Where(path => !doors.Exists(door => Fits(path, door.Call.Path)))];
    }

    private static IEnumerable<Func<TestWorkspace, Task<(DoorCall, string)>>> Suites() =>
        typeof(DoorTests).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DoorTests)))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (Func<TestWorkspace, Task<(DoorCall, string)>>)(workspace =>
                ((DoorTests)Activator.CreateInstance(type, workspace)!).OpenForAllAsync(workspace, "fuzz")));

    private static List<string> Paths(TestWorkspace workspace) =>
    [
        .. workspace.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<RequiredPermission>()?.Permission == Permission.Ingest)
            .Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true)
            .Select(route => "/" + (route.RoutePattern.RawText ?? "").Trim('/').Replace("{uid}", workspace.Uid, StringComparison.Ordinal))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    private static async Task<List<DoorCall>> OpenedAsync(TestWorkspace workspace, string path)
    {
        if (path.Contains('{', StringComparison.Ordinal)) return [];
        foreach (var manner in Manners)
        {
            var call = new DoorCall(path, workspace.ApiKey, manner);
            if ((int)(await call.KnockAsync(workspace, "{}")).Status is not (401 or 403)) return [call];
        }
        return [];
    }

    // The first that the door takes; where it takes none, any has places to spoil.
    private static async Task<string> GuessAsync(TestWorkspace workspace, DoorCall call)
    {
        foreach (var body in Guesses)
        {
            if ((int)(await call.KnockAsync(workspace, body)).Status < 300) return body;
        }
        return Guesses[0];
    }

    private static bool Fits(string pattern, string path) =>
        new TemplateMatcher(TemplateParser.Parse(pattern.Trim('/')), []).TryMatch(path.Split('?')[0], []);

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));
}
