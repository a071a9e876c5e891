import { defineConfig } from 'vitepress';
import navigation from '../navigation.json' with { type: 'json' };

const REPOSITORY = 'https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent';

export default defineConfig({
  title: 'cdk8s-istio-oneagent',
  description: 'Lets Dynatrace OneAgent out of an Istio mesh with locked egress, and proves it before anything is applied',
  base: process.env.SITE_BASE ?? '/',
  srcDir: 'pages',
  outDir: 'out',
  cleanUrls: false,
  markdown: {
    // Pages are plain Markdown: nothing in them is a template of Vue.
    html: false,
    // Braces are text, as on GitHub.
    attrs: { disable: true },
    // The anchors of GitHub, where the same pages are read.
    anchor: { slugify: text => text.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-') },
    config: md => {
      const escaped = (html: string): string => html.replaceAll('{{', '&#123;&#123;');
      const { render } = md;
      md.render = (...args) => escaped(render.apply(md, args));
      const asynchronous = md as unknown as { renderAsync?: (...args: unknown[]) => Promise<string> };
      const { renderAsync } = asynchronous;
      if (renderAsync !== undefined) { asynchronous.renderAsync = async (...args) => escaped(await renderAsync.apply(md, args)); }
    },
  },
  themeConfig: {
    // The index is part of the site: no service is asked.
    search: {
      provider: 'local',
      options: {
        miniSearch: {
          // Otherwise a word such as "a" finds every word that begins with it.
          options: { processTerm: (term: string) => /^(?:an?|and|are|as|at|be|by|for|in|is|it|of|on|or|the|to)$/i.test(term) ? null : term.toLowerCase() },
          searchOptions: { fuzzy: (term: string) => term.length > 5 ? 0.2 : false, prefix: (term: string) => term.length > 2 },
        },
      },
    },
    nav: [
      { text: 'Guides', link: '/#guides' },
      { text: 'Rules', link: '/docs/rules/' },
      { text: 'API', link: '/API' },
      { text: 'Playground', link: '/playground.html', target: '_blank' },
    ],
    sidebar: navigation,
    outline: [2, 3],
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
    footer: { message: 'Apache-2.0' },
  },
});
