using System.Collections.Concurrent;

namespace Beckon.Templates;

/// <summary>The one renderer of preview, test, simulation and send. Remembers compiled templates by what they say.</summary>
public sealed class TemplateRenderer
{
    // A compiled template is about 200 KB; live campaigns use few, editors make a new one with each pause of the typist.
    private const int MostKept = 256;

    private readonly ConcurrentDictionary<TemplateContent, Kept> _kept = new();
    private long _uses;

    /// <summary>The content made ready; problems are in it, nothing is thrown.</summary>
    public CompiledTemplate Compile(TemplateContent content)
    {
        if (!_kept.TryGetValue(content, out var kept))
        {
            kept = _kept.GetOrAdd(content, new Kept(new CompiledTemplate(content)));
            if (_kept.Count > MostKept) Forget();
        }
        kept.LastUse = Interlocked.Increment(ref _uses);
        return kept.Template;
    }

    /// <param name="content">What to say.</param>
    /// <param name="context">To whom and about what.</param>
    /// <param name="explain">Also says what was missing: for previews, not for sending.</param>
    public RenderedEmail Render(TemplateContent content, RenderContext context, bool explain = false) => Compile(content).Render(context, explain);

    private void Forget()
    {
        foreach (var (content, _) in _kept.OrderBy(pair => pair.Value.LastUse).Take(MostKept / 4)) _kept.TryRemove(content, out _);
    }

    private sealed class Kept(CompiledTemplate template)
    {
        public CompiledTemplate Template => template;

        public long LastUse { get; set; }
    }
}
