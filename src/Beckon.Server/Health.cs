namespace Beckon.Server;

/// <summary>For whoever watches the program: is it alive, and can it do its work?</summary>
public static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        // Nothing else: a program must not be restarted because its database is away.
        routes.MapGet("/health/live", () => TypedResults.Text("alive")).ExcludeFromDescription();
        routes.MapGet("/health/ready", ReadyAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(Readiness readiness, CancellationToken ct)
    {
        var view = await readiness.AskAsync(ct);
        var ready = view.Checks.All(check => check.Ok);
        return TypedResults.Json(view, statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
