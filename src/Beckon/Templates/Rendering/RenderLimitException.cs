namespace Beckon.Templates.Rendering;

/// <summary>A template asked for more than a message may cost. Never leaves the renderer.</summary>
internal sealed class RenderLimitException(string message) : Exception(message);
