using Beckon.Events;
using Microsoft.AspNetCore.Http;

namespace Beckon.Integrations;

/// <summary>Tells a person who connects a platform what to enter there.</summary>
/// <param name="publicUrl">Where the outside reaches Beckon; null: wherever the person reaches it.</param>
public sealed class Connections(string? publicUrl)
{
    /// <summary>Null when there is no such integration any more.</summary>
    public Connection? Of(Source source, HttpRequest request)
    {
        var at = string.IsNullOrWhiteSpace(publicUrl) ? $"{request.Scheme}://{request.Host}" : publicUrl.TrimEnd('/');
        return KnownIntegrations.TryFind(source.Kind, out var integration) ? integration.Connect(new Place(at, source)) : null;
    }
}
