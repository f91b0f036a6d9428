namespace Beckon.Server;

/// <summary>The OpenAPI document at <c>/openapi.json</c>, the same on every machine.</summary>
public static class ApiDocument
{
    private const string Name = "openapi";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "Beckon", Version = "1" };
            // The address of this machine is no part of the interface.
            document.Servers = [];
            return Task.CompletedTask;
        }));

    public static void MapApiDocument(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/{documentName}.json");
}
